using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits the task: behind a question mark it awaits a complete one where there is nothing to call. A function that is not async becomes so
/// with its callers, a lambda where the call that it is handed to takes a task, unless the code behind may be what ends the work. Nothing of this
/// for work that may never end. Last, and never for several at once, the discard that says that nobody wants to know how the work ends.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TaskDroppedFix() : RuleFix(TaskDropped.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (WholeOf(flagged) is { } whole && Awaited(flagged, whole) is { } task)
        {
            if (MayBecomeAsync(flagged, whole) && AsyncLambda.Offer(flagged, new WaitingExpression(whole, task, Wait: null)) is { } lambda)
                yield return lambda;
            else if (Awaiting.IsAsync(whole) && Awaiting.IsPossible(flagged, whole))
                yield return new Fix("Await the task", editor => Awaiting.Replace(editor, whole, task));
        }

        if (Dropped(flagged) is { } dropped && Syntax.IsDiscardFree(flagged.Model, dropped.SpanStart) && !UsesWhatIsReleased(flagged))
            yield return new Fix("Discard the task on purpose", editor => editor.ReplaceNode(dropped, (current, _) => Syntax.Discarded((ExpressionSyntax)current)), IsAlone: true);
    }

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        WholeOf(flagged) is { } whole && MayBecomeAsync(flagged, whole) && Awaited(flagged, whole) is { } task
        && await MadeAsync.Offer(flagged, new WaitingExpression(whole, task, Wait: null)).ConfigureAwait(false) is { } made ? [made] : [];

    private static bool MayBecomeAsync(Flagged flagged, ExpressionSyntax whole) =>
        !Awaiting.IsAsync(whole) && !(Syntax.CallAt(flagged.Node) is { } call && WhatFollows.MayEndWork(flagged, call));

    /// <summary>The whole expression that is a statement, unless what it starts may go on for ever.</summary>
    private static ExpressionSyntax? WholeOf(Flagged flagged) =>
        Dropped(flagged) is { } whole && flagged.Model.GetOperation(whole, flagged.Cancellation)?.Parent is { } statement && !flagged.MayGoOn(statement) ? whole : null;

    /// <summary>True where the function releases what the call works on: nobody can mean to let such work go.</summary>
    private static bool UsesWhatIsReleased(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { } call || flagged.Model.GetOperation(call, flagged.Cancellation) is not IInvocationOperation { Arguments: var arguments } operation)
            return false;

        var releases = flagged.Table("Releases");
        var resources = arguments.Select(argument => argument.Value).Prepend(TaskNames.Receiver(operation)).Select(value => value?.Unwrapped().Named()).OfType<ISymbol>().Where(ResourceRelease.MayHold);
        return resources.Any(resource => ResourceRelease.EndOfScope(resource) is not null && IsUsing(resource) || operation.Root().Descendants().Any(part => ResourceRelease.IsReleaseOf(part, resource, releases)));
    }

    private static bool IsUsing(ISymbol resource) => resource.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { Parent.Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } };

    private static ExpressionSyntax? Dropped(Flagged flagged)
    {
        ExpressionSyntax? whole = Syntax.CallAt(flagged.Node);
        while (whole?.Parent is ConditionalAccessExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax)
            whole = (ExpressionSyntax)whole.Parent;
        return whole;
    }

    /// <summary>What can be awaited: behind a question mark the task, or a complete one; how it is to be awaited is said of both.</summary>
    private static ExpressionSyntax? Awaited(Flagged flagged, ExpressionSyntax whole)
    {
        if (whole is not ConditionalAccessExpressionSyntax || Syntax.CallAt(flagged.Node) is not { } call)
            return whole;

        var configured = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax outer } ? outer : null;
        var plain = configured is null ? whole : whole.ReplaceNode(configured, call.WithoutTrailingTrivia());
        var type = flagged.Model.GetTypeInfo(call, flagged.Cancellation).Type;
        if (!type.IsTask())
            return null;

        var task = Awaiting.Otherwise(plain, Awaiting.CompleteOf(flagged, type, whole.SpanStart));
        return configured is null ? task : Syntax.Chained(task, "ConfigureAwait").WithArgumentList(configured.ArgumentList);
    }
}
