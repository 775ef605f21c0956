using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Moves the wait out of the section, where it is the first or the last statement of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class BlockingUnderLockFix() : RuleFix(BlockingUnderLock.Rule, BlockingUnderLockInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (OutOfLock.StatementOf(flagged) is not { } wait)
            yield break;

        if (OutOfLock.Before(wait, flagged) is { } before)
            yield return new Fix("Wait before the lock is taken", before);
        else if (OutOfLock.Behind(wait, flagged) is { } behind)
            yield return new Fix("Wait after the lock is released", behind);
    }
}
