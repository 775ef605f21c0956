using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits the twin with the same arguments. A token is added only where the twin asks for one: that of the function, if it has one. Behind a
/// question mark a complete task stands for the call where there is nothing to call.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SyncCallWithAsyncTwinFix() : RuleFix(SyncCallWithAsyncTwin.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is { } call
            && flagged.Model.GetOperation(call, flagged.Cancellation) is IInvocationOperation operation
            && AsyncTwin.Of(operation, flagged.Table("NotEquivalent"), flagged.Model.Compilation, flagged.Cancellation) is { } twin
            && Awaiting.IsAsync(call) && Awaiting.IsPossible(flagged, call)
            && Awaited(flagged, call, twin) is var (whole, task))
            yield return new Fix($"Await '{twin.Method.Name}'", editor => Awaiting.Replace(editor, whole, task));
    }

    /// <summary>What the await takes the place of, and what is awaited.</summary>
    private static (ExpressionSyntax Whole, ExpressionSyntax Task)? Awaited(Flagged flagged, InvocationExpressionSyntax call, AsyncTwin twin)
    {
        var task = twin.NeedsToken ? twin.Call.AddArgumentListArguments(Argument(Token(flagged, call)).WithLeadingTrivia(TriviaList(twin.Call.ArgumentList.Arguments.Count > 0 ? [Space] : []))) : twin.Call;
        if (!Awaiting.IsBehindQuestionMark(call))
            return (call, task);

        return call.Parent is ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax } whole && twin.Method.ReturnType.IsTask()
            ? (whole, Awaiting.Otherwise(whole.ReplaceNode(call, task.WithoutTrailingTrivia()), Awaiting.CompleteOf(flagged, twin.Method.ReturnType, call.SpanStart)))
            : null;
    }

    /// <summary>The token that the function around a call is given, or one that is never cancelled.</summary>
    private static ExpressionSyntax Token(Flagged flagged, InvocationExpressionSyntax call) =>
        flagged.Model.GetEnclosingSymbol(call.SpanStart, flagged.Cancellation) is IMethodSymbol { Parameters: var parameters } && parameters.Where(parameter => parameter.Type.Name == "CancellationToken").ToList() is [{ Name: var name }]
            ? IdentifierName(name)
            : MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("CancellationToken"), IdentifierName("None"));
}
