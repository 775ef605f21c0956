using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Moves the call behind the section, where it is the last statement of it and needs nothing that the lock guards.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AlienCallUnderLockFix() : RuleFix(AlienCallUnderLock.Rule, AlienCallUnderLockInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (OutOfLock.StatementOf(flagged) is { } call && OutOfLock.Behind(call, flagged) is { } behind)
            yield return new Fix("Call out after the lock is released", behind);
    }
}
