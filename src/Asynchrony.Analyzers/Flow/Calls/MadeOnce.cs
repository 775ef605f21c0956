using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Locked code that makes something the first time, and knows by a variable that it was made.</summary>
internal static class MadeOnce
{
    /// <summary>True where a place in the section is reached only as long as a variable that the section sets says so.</summary>
    public static bool Is(StatementSyntax section, SyntaxNode place) =>
        place.Ancestors().TakeWhile(outer => outer != section).Any(outer => outer.IsKind(SyntaxKind.CoalesceAssignmentExpression))
        || section.DescendantNodes().OfType<IfStatementSyntax>().Any(test => IsBefore(test, place) && Asks(test.Condition, section));

    /// <summary>True where the lock is taken only as long as a variable that is set under it says so.</summary>
    public static bool IsBehindTest(LockStatementSyntax statement)
    {
        for (SyntaxNode node = statement; node.Parent is { } outer and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = outer)
            if (outer is IfStatementSyntax test && test.Statement == node && Asks(test.Condition, statement.Statement)
                || outer is BlockSyntax block && block.Statements.OfType<IfStatementSyntax>().Any(before => before.Span.End <= node.SpanStart && IsBefore(before, statement) && Asks(before.Condition, statement.Statement)))
                return true;
        return false;
    }

    /// <summary>True where the test decides whether a place is reached: it is in its branch, or behind one that returns.</summary>
    private static bool IsBefore(IfStatementSyntax test, SyntaxNode place) =>
        test.Statement.Span.Contains(place.Span) || test.Span.End <= place.SpanStart && test.Statement.DescendantNodesAndSelf().Any(part => part is ReturnStatementSyntax);

    private static bool Asks(ExpressionSyntax condition, StatementSyntax section)
    {
        foreach (var assignment in section.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            if (condition.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax or MemberAccessExpressionSyntax && part.ToString() == assignment.Left.ToString()))
                return true;
        return false;
    }
}
