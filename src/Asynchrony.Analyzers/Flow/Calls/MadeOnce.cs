using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Locked code that makes something the first time, and knows by a variable that it was made.</summary>
internal static class MadeOnce
{
    /// <summary>True where a place in the section is reached only as long as a variable that the section sets says so.</summary>
    public static bool Is(StatementSyntax section, SyntaxNode place) =>
        place.Ancestors().TakeWhile(outer => outer != section).Any(outer => outer.IsKind(SyntaxKind.CoalesceAssignmentExpression))
        || section.DescendantNodes().OfType<IfStatementSyntax>().Any(test => IsBefore(test, place) && Asks(test.Condition, section));

    /// <summary>True where the lock is taken only as long as a variable that is set under it says so.</summary>
    public static bool IsBehindTest(LockStatementSyntax statement) => IsBehindTest(statement, statement.Statement.Span);

    /// <summary>The same for a call that takes the lock, held to the end of the section.</summary>
    public static bool IsBehindTest(SyntaxNode taking, TextSpan section)
    {
        for (var node = taking; node.Parent is { } outer and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = outer)
            if (outer is IfStatementSyntax test && test.Statement == node && Asks(test.Condition, taking, section)
                || outer is BlockSyntax block && block.Statements.OfType<IfStatementSyntax>().Any(before => before.Span.End <= node.SpanStart && IsBefore(before, taking) && Asks(before.Condition, taking, section)))
                return true;
        return false;
    }

    /// <summary>
    /// True for what a member is given when it is asked for first: behind a question whether it is null, which the answer settles, and behind
    /// another that returns at once what the code returns at its end.
    /// </summary>
    public static bool IsFirstUse(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } outer and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = outer)
            if (outer is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } kept && kept.Right == node
                || outer is IfStatementSyntax test && test.Statement == node && IsNullTest(test.Condition) && Asks(test.Condition, test, test.Statement.Span))
                return true;
        return IsBehindAnswer(place);
    }

    private static bool IsBehindAnswer(SyntaxNode place)
    {
        var whole = place;
        while (whole is not (null or AnonymousFunctionExpressionSyntax) && whole.Parent is not (AccessorDeclarationSyntax or MethodDeclarationSyntax))
            whole = whole.Parent;
        return whole is BlockSyntax { Statements: [.., ReturnStatementSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } last] } body
            && IsBehindAnswer(place, body, last.Expression!.ToString());
    }

    private static bool IsBehindAnswer(SyntaxNode place, BlockSyntax body, string kept) =>
        body.Statements.TakeWhile(before => before.Span.End <= place.SpanStart).Any(before =>
                before is IfStatementSyntax { Else: null, Statement: var then } && (then is BlockSyntax { Statements: [var only] } ? only : then) is ReturnStatementSyntax { Expression: { } early } && early.ToString() == kept)
            && !body.DescendantNodes().Any(node => node is VariableDeclaratorSyntax { Identifier.ValueText: var local } && local == kept || node is SingleVariableDesignationSyntax { Identifier.ValueText: var named } && named == kept)
            && (body.Parent as MethodDeclarationSyntax)?.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == kept) != true;

    private static bool IsNullTest(ExpressionSyntax condition) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } => true,
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } => true,
        _ => false,
    };

    /// <summary>True where the test decides whether a place is reached: it is in its branch, or behind one that returns.</summary>
    private static bool IsBefore(IfStatementSyntax test, SyntaxNode place) =>
        test.Statement.Span.Contains(place.Span) || test.Span.End <= place.SpanStart && test.Statement.DescendantNodesAndSelf().Any(part => part is ReturnStatementSyntax);

    private static bool Asks(ExpressionSyntax condition, StatementSyntax section) => Asks(condition, section, section.Span);

    private static bool Asks(ExpressionSyntax condition, SyntaxNode within, TextSpan section)
    {
        var function = within.FirstAncestorOrSelf<SyntaxNode>(node => node.Span.Contains(section));
        foreach (var assignment in function?.DescendantNodes().OfType<AssignmentExpressionSyntax>() ?? [])
            if (section.Contains(assignment.Span) && condition.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax or MemberAccessExpressionSyntax && part.ToString() == assignment.Left.ToString()))
                return true;
        return false;
    }
}
