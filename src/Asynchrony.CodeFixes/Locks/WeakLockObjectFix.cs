using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Gives the type a private object that is locked in place of the other one, at all places at once: offered where all stand in this type, in
/// whatever files, and where nothing waits for the old monitor or pulses it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WeakLockObjectFix() : RuleFix(WeakLockObject.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) => LockedObject.Replaced(flagged) is { } fix ? [fix] : [];

    private protected override Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        Task.FromResult<IEnumerable<WholeFix>>(LockedObject.ReplacedEverywhere(flagged) is { } whole ? [whole] : []);
}
