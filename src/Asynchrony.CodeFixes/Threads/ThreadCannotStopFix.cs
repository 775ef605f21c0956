using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Makes it a background thread where it is created, which does not keep the process alive. One that is a background thread already needs an end, which only the author knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadCannotStopFix() : RuleFix(ThreadCannotStop.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(ThreadCannotStop.Background) && flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { ArgumentList: { } arguments } creation)
            yield return new Fix("Make it a background thread", editor => editor.ReplaceNode(creation, creation.Initializer is { Expressions: [var first, ..] } initializer
                ? creation.WithInitializer(initializer.WithExpressions(initializer.Expressions
                    .Replace(first, first.WithLeadingTrivia(SyntaxFactory.Space)).Insert(0, Flag().WithLeadingTrivia(first.GetLeadingTrivia()))))
                : creation.WithArgumentList(arguments.WithTrailingTrivia()).WithInitializer(Initializer().WithTrailingTrivia(arguments.GetTrailingTrivia()))));
    }

    private static ExpressionSyntax Flag() => Syntax.Spaced(SyntaxFactory.AssignmentExpression(
        SyntaxKind.SimpleAssignmentExpression, SyntaxFactory.IdentifierName("IsBackground"), SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)));

    private static InitializerExpressionSyntax Initializer() => SyntaxFactory.InitializerExpression(
        SyntaxKind.ObjectInitializerExpression,
        SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Space), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
        SyntaxFactory.SingletonSeparatedList(Flag()),
        SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Space), SyntaxKind.CloseBraceToken, default));
}
