using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Releases on every way out of the section: see <see cref="GuardedSection"/> for where that is provably the same section.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockNotReleasedFix() : RuleFix(LockNotReleased.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) => GuardedSection.Fixes(flagged);
}
