using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>Keeps the tasks in an array where the local gets them. Nothing is offered where it gets them in parts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LazyWorkRunsTwiceFix() : RuleFix(LazyWorkRunsTwice.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
            && declared.GetSyntax(flagged.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var made })
            yield return new Fix("Keep the tasks in an array", editor => editor.ReplaceNode(made, (current, _) => Kept((ExpressionSyntax)current)));
    }

    private static ExpressionSyntax Kept(ExpressionSyntax made) => Syntax.Chained(
        made is InvocationExpressionSyntax or IdentifierNameSyntax ? made : ParenthesizedExpression(Token(made.GetLeadingTrivia(), SyntaxKind.OpenParenToken, TriviaList()), made.WithoutTrivia(), Token(TriviaList(), SyntaxKind.CloseParenToken, made.GetTrailingTrivia())), "ToArray");
}
