using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Moves the wait behind the section, where it is the last statement of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class JoinUnderNeededLockFix() : RuleFix(JoinUnderNeededLock.Rule, JoinUnderNeededLockInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (OutOfLock.StatementOf(flagged) is { } wait && OutOfLock.Behind(wait, flagged) is { } behind)
            yield return new Fix("Wait after the lock is released", behind);
    }
}
