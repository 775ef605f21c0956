using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Moves code one step to the right or left, line by line, and leaves everything else as the author wrote it.</summary>
internal static class Indent
{
    /// <summary>What one level of a block is indented by, read from the block a statement stands in.</summary>
    public static string Unit(StatementSyntax statement)
    {
        var (own, outer) = (Of(statement), statement.Parent is BlockSyntax { CloseBraceToken: var close } ? Of(close) : statement.Parent is StatementSyntax outside ? Of(outside) : "");
        return own.Length > outer.Length && own.StartsWith(outer, StringComparison.Ordinal) ? own.Substring(outer.Length) : "    ";
    }

    public static T Deeper<T>(this T node, string unit) where T : SyntaxNode => Moved(node, before => unit + before);

    public static T Shallower<T>(this T node, string unit) where T : SyntaxNode =>
        Moved(node, before => before.StartsWith(unit, StringComparison.Ordinal) ? before.Substring(unit.Length) : before);

    private static string Of(SyntaxNodeOrToken place) =>
        place.GetLeadingTrivia() is { Count: > 0 } leading && leading.Last() is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : "";

    private static T Moved<T>(T node, Func<string, string> move) where T : SyntaxNode
    {
        var starts = node.DescendantTokens().Where(token => token.LeadingTrivia.Any(IsEnd) || token == node.GetFirstToken() || IsEnd(token.GetPreviousToken().TrailingTrivia.LastOrDefault())).ToList();
        return node.ReplaceTokens(starts, (token, _) => token.WithLeadingTrivia(Moved(token.LeadingTrivia, move, opens: token == starts[0] || IsEnd(token.GetPreviousToken().TrailingTrivia.LastOrDefault()))));
    }

    /// <summary>Moves the lines that begin in the trivia before a token: comments, and the token itself. Empty lines stay empty, directives where they are.</summary>
    private static SyntaxTriviaList Moved(SyntaxTriviaList leading, Func<string, string> move, bool opens)
    {
        var moved = new List<SyntaxTrivia>();

        foreach (var trivia in leading)
        {
            var blank = opens && trivia.IsKind(SyntaxKind.WhitespaceTrivia);
            if (blank)
                moved.Add(Whitespace(move(trivia.ToString())));
            else if (opens && !IsEnd(trivia) && !IsForCompiler(trivia) && move("") is { Length: > 0 } step)
                moved.AddRange([Whitespace(step), trivia]);
            else
                moved.Add(trivia);
            opens = IsEnd(trivia) || IsForCompiler(trivia);
        }

        if (opens && move("") is { Length: > 0 } first)
            moved.Add(Whitespace(first));
        return TriviaList(moved);
    }

    private static bool IsForCompiler(SyntaxTrivia trivia) => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia);

    private static bool IsEnd(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia);
}
