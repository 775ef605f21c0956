using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Makes a field changeable that is readonly, and a local that is a copy a reference to the variable itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SynchronisationStructCopiedFix() : RuleFix(SynchronisationStructCopied.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } }
            && field.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword)) is { RawKind: not 0 } word && field.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) == false)
            yield return new Fix("Remove 'readonly'", editor => editor.ReplaceNode(field, Changeable(field, word)));

        if (flagged.Node.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: not RefTypeSyntax, Parent: LocalDeclarationStatementSyntax } declaration } } initial
            && initial.Value.Span == flagged.Node.Span && !Syntax.IsInAsyncCode(flagged.Node))
            yield return new Fix("Refer to the variable itself", editor => editor.ReplaceNode(declaration, Referring(declaration, initial.Value)));
    }

    private static FieldDeclarationSyntax Changeable(FieldDeclarationSyntax field, SyntaxToken word)
    {
        var rest = field.WithModifiers(field.Modifiers.Remove(word));
        return word == field.GetFirstToken() ? rest.WithLeadingTrivia(field.GetLeadingTrivia()) : rest;
    }

    private static VariableDeclarationSyntax Referring(VariableDeclarationSyntax declaration, ExpressionSyntax value)
    {
        var referring = RefExpression(Token(TriviaList(), SyntaxKind.RefKeyword, TriviaList(Space)), value.WithoutLeadingTrivia()).WithLeadingTrivia(value.GetLeadingTrivia());
        return declaration.ReplaceNode(value, referring)
            .WithType(RefType(Token(declaration.Type.GetLeadingTrivia(), SyntaxKind.RefKeyword, TriviaList(Space)), declaration.Type.WithoutLeadingTrivia()));
    }
}
