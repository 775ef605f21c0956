using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Makes some statements of a block run only if what stands before them succeeds.</summary>
internal static class Conditional
{
    /// <summary>True where the statements may move into a block of their own: they begin their lines, and nothing outside needs what they declare.</summary>
    public static bool MayMove(StatementSyntax before, IReadOnlyList<StatementSyntax> section, IEnumerable<StatementSyntax> later, Flagged flagged) =>
        section.Prepend(before).All(part => part.StartsLine())
        && !section.Any(part => part is LocalFunctionStatementSyntax or LabeledStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
        && flagged.DeclaredBy(section[0], section[section.Count - 1]) is { } declared && !later.Any(statement => statement.Mentions(declared));

    /// <summary>The block in which a condition stands in the place of a statement, around the section that follows it.</summary>
    public static BlockSyntax Guarded(BlockSyntax block, StatementSyntax statement, ExpressionSyntax condition, IReadOnlyList<StatementSyntax> section)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(block), Syntax.Indentation(statement), Indent.Unit(statement));
        var inner = section.Select(part => part.Deeper(unit)).ToList();
        inner[0] = inner[0].WithoutEmptyLines();

        var guarded = IfStatement(
            Token(statement.GetLeadingTrivia(), SyntaxKind.IfKeyword, TriviaList(Space)),
            Token(SyntaxKind.OpenParenToken),
            condition,
            Token(TriviaList(), SyntaxKind.CloseParenToken, statement.GetTrailingTrivia()),
            Syntax.BlockOf(inner, indentation, line),
            null);

        return block.WithStatements(List(block.Statements.TakeWhile(sibling => sibling != statement).Append(guarded).Concat(block.Statements.SkipWhile(sibling => sibling != section[section.Count - 1]).Skip(1))));
    }

    /// <summary>The try that runs only if a condition holds, which stood in it as the first statement.</summary>
    public static IfStatementSyntax Guarded(TryStatementSyntax section, StatementSyntax statement, ExpressionSyntax condition)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(section), Syntax.Indentation(section), Indent.Unit(section));
        var remarks = statement.GetLeadingTrivia().Where(Syntax.IsComment).SelectMany(remark => new[] { remark, line, indentation });
        var rest = section.Block.Statements.Skip(1).Select((part, index) => index == 0 ? part.WithoutEmptyLines() : part);

        return IfStatement(
            Token(TriviaList(section.GetLeadingTrivia().Concat(remarks)), SyntaxKind.IfKeyword, TriviaList(Space)),
            Token(SyntaxKind.OpenParenToken),
            condition,
            Token(TriviaList(), SyntaxKind.CloseParenToken, statement.GetTrailingTrivia()),
            Syntax.BlockOf([section.WithBlock(section.Block.WithStatements(List(rest))).WithLeadingTrivia(indentation).Deeper(unit)], indentation, line),
            null);
    }
}
