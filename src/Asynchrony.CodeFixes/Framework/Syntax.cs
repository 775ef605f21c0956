using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Small edits that several fixes need.</summary>
internal static class Syntax
{
    /// <summary>The statement <c>receiver.method();</c>.</summary>
    public static ExpressionStatementSyntax Call(ExpressionSyntax receiver, string method) =>
        ExpressionStatement(InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver.WithoutTrivia(), IdentifierName(method)))).Formatted();

    /// <summary>A name that the member around a node does not use yet.</summary>
    public static string FreeName(SyntaxNode near, string wanted)
    {
        var scope = near.AncestorsAndSelf().LastOrDefault(node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax) ?? near.SyntaxTree.GetRoot();
        var used = scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal);

        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !used.Contains(name));
    }

    /// <summary>The statements a statement stands among; null where it is the embedded statement of another.</summary>
    public static SyntaxList<StatementSyntax>? Siblings(this StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => List(unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement)),
        _ => null,
    };

    /// <summary>The node to insert next to: the statement, or the global statement around it.</summary>
    private static SyntaxNode Slot(StatementSyntax statement) => statement.Parent as GlobalStatementSyntax ?? (SyntaxNode)statement;

    private static SyntaxNode Slotted(StatementSyntax like, StatementSyntax added) => like.Parent is GlobalStatementSyntax ? GlobalStatement(added).Formatted() : added.Formatted();

    /// <summary>Inserts a statement before another, in a block of its own where there is none.</summary>
    public static void AddBefore(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added)
    {
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            editor.InsertBefore(Slot(statement), Slotted(statement, added));
        else
            editor.ReplaceNode(statement, (current, _) => Block(added, ((StatementSyntax)current).WithoutLeadingTrivia())
                .WithLeadingTrivia(current.GetLeadingTrivia()).Formatted());
    }

    public static void AddAfter(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added) =>
        editor.InsertAfter(Slot(statement), Slotted(statement, added));

    /// <summary>Removes a statement; comments and directives around it stay.</summary>
    public static void Drop(this SyntaxEditor editor, StatementSyntax statement) =>
        editor.RemoveNode(Slot(statement), HasRemarks(statement)
            ? SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives
            : SyntaxRemoveOptions.KeepNoTrivia);

    private static bool HasRemarks(SyntaxNode node) =>
        node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(trivia =>
            !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
