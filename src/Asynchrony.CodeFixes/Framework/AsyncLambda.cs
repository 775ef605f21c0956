using Asynchrony.Analyzers.Flow;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// A lambda that becomes async, with an await in the place of each wait. Only where the call that it is handed to takes a function that returns a
/// task then, and returns the same task as before: whoever waits for that goes on waiting for all of it.
/// </summary>
internal static class AsyncLambda
{
    /// <summary>The fix; null where the lambda may not become async, or would become a function that nobody waits for.</summary>
    public static Fix? Offer(Flagged flagged, WaitingExpression waiting)
    {
        if (Awaiting.FunctionOf(waiting.Whole) is not AnonymousFunctionExpressionSyntax { Modifiers.Count: 0, Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda
            || !MayBeAsync(lambda, flagged)
            || Awaiting.Waits(flagged, lambda, waiting) is not { } waits
            || !waits.TrueForAll(wait => !(wait.ThrowsAggregate && Awaiting.IsAggregateCaught(wait.Whole)) && Awaiting.IsPossible(flagged, wait.Whole))
            || !IsTakenAsTask(call, lambda, waits, flagged))
            return null;

        return new Fix("Make the lambda async", editor =>
        {
            foreach (var wait in waits)
                Awaiting.Replace(editor, wait.Whole, wait.Task);
            editor.ReplaceNode(lambda, (current, _) => Async((AnonymousFunctionExpressionSyntax)current));
        });
    }

    /// <summary>The lambda with the word async in front.</summary>
    public static AnonymousFunctionExpressionSyntax Async(AnonymousFunctionExpressionSyntax lambda) =>
        lambda.WithoutLeadingTrivia().WithAsyncKeyword(Token(lambda.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, TriviaList(Space)));

    private static bool MayBeAsync(AnonymousFunctionExpressionSyntax lambda, Flagged flagged) =>
        flagged.Model.GetSymbolInfo(lambda, flagged.Cancellation).Symbol is IMethodSymbol { ReturnsByRef: false, ReturnsByRefReadonly: false } made
        && made.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType)
        && lambda is not LambdaExpressionSyntax { AttributeLists.Count: > 0 } and not ParenthesizedLambdaExpressionSyntax { ReturnType: not null }
        && !Awaiting.WouldBlock(flagged, lambda);

    /// <summary>Binds the call as it will be: the compiler may choose another overload for an async function, or make it one that returns nothing.</summary>
    private static bool IsTakenAsTask(InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda, List<WaitingExpression> waits, Flagged flagged)
    {
        var tasks = waits.ToDictionary(wait => (SyntaxNode)wait.Whole, wait => wait.Task);
        var awaiting = lambda.ReplaceNodes(tasks.Keys, (wait, current) => Awaiting.Instead((ExpressionSyntax)current, (ExpressionSyntax)wait, tasks[wait]));
        var argument = (ArgumentSyntax)lambda.Parent!;

        return flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is IMethodSymbol before
            && flagged.Model.GetSpeculativeSymbolInfo(call.SpanStart, call.ReplaceNode(lambda, Async(awaiting)), SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol after
            && before.ReturnType.IsTask() && SymbolEqualityComparer.Default.Equals(before.ReturnType, after.ReturnType)
            && (argument.NameColon is { Name.Identifier.ValueText: var name } ? after.Parameters.FirstOrDefault(parameter => parameter.Name == name) : after.Parameters.ElementAtOrDefault(call.ArgumentList.Arguments.IndexOf(argument)))
                is { Type: INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var result } } && result.IsTask();
    }
}
