using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// In an async function the task is awaited where it was blocked on. Nothing is offered where an await may not stand, where a catch expects
/// the aggregate that a wait throws, for waits with a limit and where the number of the first task is used. A function that is not async becomes
/// so with its callers, an entry point by itself, and a lambda where the call that it is handed to takes a task.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TaskBlockedOnFix() : RuleFix(TaskBlockedOn.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (WaitingExpression.At(flagged.Node, flagged) is not { } waiting)
            yield break;

        if (Awaiting.IsAsync(waiting.Whole)
            && !(waiting.ThrowsAggregate && Awaiting.IsAggregateCaught(waiting.Whole))
            && Awaiting.IsPossible(flagged, waiting.Whole))
            yield return new Fix(waiting.Wait is { Kind: "one" } ? "Await the task" : "Await the tasks", editor => Awaiting.Replace(editor, waiting.Whole, waiting.Task));
        else if (AsyncLambda.Offer(flagged, waiting) is { } lambda)
            yield return lambda;
    }

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        WaitingExpression.At(flagged.Node, flagged) is { } waiting && await MadeAsync.Offer(flagged, waiting).ConfigureAwait(false) is { } made ? [made] : [];
}
