using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// A sum under a lock becomes one for each thread, put together at the end. A loop that blocks on tasks becomes ForEachAsync in an async
/// function, with every wait of the body an await.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ParallelBodySerialisedFix() : RuleFix(ParallelBodySerialised.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<LambdaExpressionSyntax>() is not { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } } body)
            yield break;

        if (flagged.Node.FirstAncestorOrSelf<LockStatementSyntax>() is { } held && held.Expression.Span.Contains(flagged.Node.Span))
        {
            if (OwnSum.Of(call, body, flagged) is { } sum)
                yield return sum;
        }
        else if (Awaited(call, body, flagged) is { } awaited)
        {
            yield return new Fix("Await 'ForEachAsync'", editor => Awaiting.Replace(editor, call, awaited));
        }
    }

    /// <summary>The loop as one that awaits what its body waited for; null where an await may not stand, or would not do the same.</summary>
    private static InvocationExpressionSyntax? Awaited(InvocationExpressionSyntax call, LambdaExpressionSyntax body, Flagged flagged)
    {
        if (call is not { Parent: ExpressionStatementSyntax, Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "ForEach" } } }
            || !Awaiting.IsAsync(call) || !Awaiting.IsPossible(flagged, call) || call.ArgumentList.Arguments.Last().Expression != body
            || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { Parameters: [{ Type.Name: "IEnumerable" }, ..] }
            || body is not (SimpleLambdaExpressionSyntax or ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [{ Type: null }] }))
            return null;

        var waits = flagged.Table("TaskWaits");
        var found = body.Body.Here().OfType<ExpressionSyntax>().Where(part => Awaiting.FunctionOf(part) == body && flagged.Model.GetOperation(part, flagged.Cancellation) is IInvocationOperation or IPropertyReferenceOperation
            && flagged.Model.GetOperation(part, flagged.Cancellation) is { } operation && TaskWait.Of(operation, waits) is not null).ToList();
        var blocking = found.ConvertAll(part => WaitingExpression.At(part, flagged));
        if (blocking.Contains(null) || blocking.Exists(wait => wait!.ThrowsAggregate && Awaiting.IsAggregateCaught(wait.Whole))
            || body.Body.Here().Any(node => node is LockStatementSyntax) || found.Exists(part => found.Exists(other => other != part && part.Contains(other))))
            return null;

        var asynchronous = body.ReplaceNodes(blocking.Select(wait => wait!.Whole), (whole, _) => Awaiting.Instead(whole, whole, blocking.Find(wait => wait!.Whole == whole)!.Task));
        var element = asynchronous is SimpleLambdaExpressionSyntax simple ? simple.Parameter : ((ParenthesizedLambdaExpressionSyntax)asynchronous).ParameterList.Parameters[0];
        var parameters = ParameterList(SeparatedList([element.WithoutTrivia(), Parameter(Identifier(body.Mentions(ImmutableHashSet.Create("_")) ? Syntax.FreeName(body, "_") : "_"))], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))]));
        var arrow = asynchronous.ArrowToken.LeadingTrivia.Count == 0 ? asynchronous.ArrowToken.WithLeadingTrivia(Space) : asynchronous.ArrowToken;
        var lambda = ParenthesizedLambdaExpression(asynchronous.AttributeLists, TokenList(Token(TriviaList(), SyntaxKind.AsyncKeyword, TriviaList(Space))), null, parameters, arrow, asynchronous.Block, asynchronous.ExpressionBody).WithTriviaFrom(body);
        return (InvocationExpressionSyntax?)Awaiting.Renamed(call.ReplaceNode(body, lambda), "ForEachAsync");
    }
}
