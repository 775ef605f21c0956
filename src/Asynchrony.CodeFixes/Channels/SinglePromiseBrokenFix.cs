using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Takes the promise back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SinglePromiseBrokenFix() : RuleFix(SinglePromiseBroken.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Left: IdentifierNameSyntax promise, Right: LiteralExpressionSyntax value })
            yield return new Fix($"Set '{promise.Identifier.ValueText}' to false", editor => editor.ReplaceNode(value, LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(value)));
    }
}
