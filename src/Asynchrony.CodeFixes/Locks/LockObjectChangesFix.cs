using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Makes a field readonly that nothing sets again. For one that gets another object it gives the type an object that is there to be locked.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockObjectChangesFix() : RuleFix(LockObjectChanges.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(LockObjectChanges.Steady))
        {
            if (LockedObject.Replaced(flagged) is { } fix)
                yield return fix;
        }
        else if (flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is IFieldSymbol { IsReadOnly: false, DeclaringSyntaxReferences: [var declared] } && declared.SyntaxTree == flagged.Root.SyntaxTree
            && flagged.Root.FindNode(declared.Span).FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } field)
        {
            yield return new Fix("Make the field readonly", editor => editor.ReplaceNode(field, Readonly(field)));
        }
    }

    private static FieldDeclarationSyntax Readonly(FieldDeclarationSyntax field)
    {
        var word = Token(TriviaList(), SyntaxKind.ReadOnlyKeyword, TriviaList(Space));
        return field.Modifiers.Count > 0
            ? field.AddModifiers(word)
            : field.WithDeclaration(field.Declaration.WithoutLeadingTrivia()).WithModifiers(TokenList(word.WithLeadingTrivia(field.Declaration.GetLeadingTrivia())));
    }
}
