using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>The function becomes async and awaits its tasks before it returns. Nothing is offered where one of them cannot be awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TaskReturnedFromTryFix() : RuleFix(TaskReturnedFromTry.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) => AwaitedReturns.Offer(flagged, flagged.Node) is { } fix ? [fix] : [];
}
