using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>A loop that receives, as a foreach over all messages of the channel.</summary>
internal static class MessageLoop
{
    public static bool IsForEver(StatementSyntax loop) =>
        loop is WhileStatementSyntax { Condition.RawKind: (int)SyntaxKind.TrueLiteralExpression } or ForStatementSyntax { Condition: null, Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 };

    /// <summary>The foreach in the place of a loop; what is remarked on the statements that it takes the place of stays in front of what follows.</summary>
    /// <param name="received">The call that receives, with its await.</param>
    public static ForEachStatementSyntax Over(StatementSyntax loop, BlockSyntax body, IReadOnlyList<StatementSyntax> without, TypeSyntax type, SyntaxToken variable, ExpressionSyntax received)
    {
        var isAwaited = received is AwaitExpressionSyntax;
        var close = loop switch { WhileStatementSyntax whiled => whiled.CloseParenToken, ForStatementSyntax counted => counted.CloseParenToken, _ => loop.GetFirstToken() };
        var keyword = Token(SyntaxKind.ForEachKeyword).WithTrailingTrivia(Space);
        var made = ForEachStatement(
            isAwaited ? Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space) : default,
            keyword,
            Token(SyntaxKind.OpenParenToken),
            type.WithoutTrivia().WithTrailingTrivia(Space),
            variable.WithoutTrivia().WithTrailingTrivia(Space),
            Token(SyntaxKind.InKeyword).WithTrailingTrivia(Space),
            AllOf(received is AwaitExpressionSyntax awaited ? awaited.Expression : received).WithoutTrivia(),
            Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(close.TrailingTrivia),
            Without(body, without));
        return made.WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(loop.GetTrailingTrivia());
    }

    private static ExpressionSyntax AllOf(ExpressionSyntax received) => received.ReplaceNode(
        received.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last(name => name.Identifier.ValueText is "ReadAsync" or "Take"),
        IdentifierName(received.ToString().Contains("ReadAsync") ? "ReadAllAsync" : "GetConsumingEnumerable"));

    private static BlockSyntax Without(BlockSyntax body, IReadOnlyList<StatementSyntax> without)
    {
        var rest = body.Statements.Where(statement => !without.Contains(statement)).ToList();
        var remarks = without.SelectMany(statement => statement.Remarks()).ToList();
        if (rest.Count > 0)
            rest[0] = remarks.Count == 0 ? rest[0].WithoutEmptyLines() : rest[0].WithLeadingTrivia(Syntax.Lines(remarks.Concat(rest[0].GetLeadingTrivia().Where(Syntax.IsComment)), rest[0]));
        else if (remarks.Count > 0)
            return body.WithStatements(List(rest)).WithCloseBraceToken(body.CloseBraceToken.WithLeadingTrivia(Syntax.Lines(remarks, without[0]).Add(body.CloseBraceToken.LeadingTrivia.LastOrDefault())));

        return body.WithStatements(List(rest));
    }
}
