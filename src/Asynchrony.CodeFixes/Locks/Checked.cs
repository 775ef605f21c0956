using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>An act on a concurrent collection, with what a fix asks about the code around it.</summary>
internal sealed record Checked(Flagged Flagged, CollectionUse Act, Table Concurrent, Names Names)
{
    /// <summary>The question about the same element that an expression is; null where it is none.</summary>
    public CollectionUse? Asks(ExpressionSyntax expression) =>
        Operation(expression) is { } operation && CollectionUse.Of(operation, Concurrent, Names) is { IsQuestion: true } asked && asked.IsOfSame(Act, Names) ? asked : null;

    /// <summary>The collection as the act names it.</summary>
    public ExpressionSyntax Collection => Act.At.Syntax switch
    {
        ElementAccessExpressionSyntax element => element.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var collection } } => collection,
        var other => (ExpressionSyntax)other,
    };

    public ExpressionSyntax Key => (ExpressionSyntax)Act.Key!.Syntax;

    public IOperation? Operation(SyntaxNode node) => Flagged.Model.GetOperation(node, Flagged.Cancellation);

    /// <summary>A call of the collection with the key of the act.</summary>
    public InvocationExpressionSyntax Call(string member, ExpressionSyntax value) => InvocationExpression(
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Collection.WithoutTrivia(), IdentifierName(member)),
        ArgumentList(SeparatedList([Argument(Key.WithoutTrivia()), Argument(value)], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])));
}
