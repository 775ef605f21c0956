using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.FindSymbols;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// Keeps the channel in a private field and gives the end that others need by the name that the channel had. Only where the solution shows who
/// uses it, and everybody else uses that end alone.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ChannelEndsNotSeparatedFix() : RuleFix(ChannelEndsNotSeparated.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) => [];

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged)
    {
        if (Kept(flagged) is not { } kept || !flagged.Diagnostic.Properties.TryGetValue(ChannelEndsNotSeparated.End, out var end) || end is null
            || flagged.Model.GetDeclaredSymbol(kept.Declared, flagged.Cancellation) is not { DeclaredAccessibility: Accessibility.Internal or Accessibility.Public } member)
            return [];

        var property = end == "reader" ? "Reader" : "Writer";
        var field = Syntax.FreeName(flagged.Root, char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1));
        if (field == member.Name || await Uses(flagged, member, property).ConfigureAwait(false) is not { } uses)
            return [];

        var edits = uses.GroupBy(use => use.Document).ToImmutableDictionary(group => group.Key, group => (Action<SyntaxEditor>)(editor =>
        {
            foreach (var use in group)
                if (use.IsOwn)
                    editor.ReplaceNode(use.Name, IdentifierName(field).WithTriviaFrom(use.Name));
                else
                    editor.ReplaceNode(use.Whole, (current, _) => ((MemberAccessExpressionSyntax)current).Expression.WithTrailingTrivia(current.GetTrailingTrivia()));
        }));

        return [new WholeFix($"Hand out the {end} alone", edits.SetItem(flagged.Document.Id, edits.GetValueOrDefault(flagged.Document.Id, _ => { }) + (editor => Declare(editor, kept, field, property))))];
    }

    /// <summary>The declaration of a property with an initial value and no code, or of a readonly field.</summary>
    private static (MemberDeclarationSyntax Member, SyntaxNode Declared, GenericNameSyntax Type, ExpressionSyntax Value)? Kept(Flagged flagged) => flagged.Node switch
    {
        PropertyDeclarationSyntax { AttributeLists.Count: 0, Initializer.Value: var value, Type: GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } type, AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration, Body: null, ExpressionBody: null }] } property => (property, property, type, value),
        VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } type, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } field } } variable
            when field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) => (field, variable, type, value),
        _ => null,
    };

    /// <summary>Every use, with the end that is taken of it; null where one is more than that.</summary>
    private static async Task<List<(DocumentId Document, SimpleNameSyntax Name, MemberAccessExpressionSyntax Whole, bool IsOwn)>?> Uses(Flagged flagged, ISymbol member, string end)
    {
        var uses = new List<(DocumentId, SimpleNameSyntax, MemberAccessExpressionSyntax, bool)>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(member, flagged.Document.Project.Solution, flagged.Cancellation).ConfigureAwait(false))
            foreach (var place in found.Locations)
            {
                if (await place.Document.GetSyntaxRootAsync(flagged.Cancellation).ConfigureAwait(false) is not { } root || !place.Document.GetLinkedDocumentIds().IsEmpty)
                    return null;
                var node = root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (node.IsPartOfStructuredTrivia())
                    continue; // A comment names it, and still may.
                if (place.IsImplicit || place.IsCandidateLocation || node is not SimpleNameSyntax name)
                    return null;

                var channel = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (ExpressionSyntax)access : name;
                if (channel.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Reader" or "Writer" } whole || whole.Expression != channel)
                    return null;
                var isOwn = place.Document.Id == flagged.Document.Id && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() == flagged.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();
                if (!isOwn && whole.Name.Identifier.ValueText != end)
                    return null;
                uses.Add((place.Document.Id, name, whole, isOwn));
            }

        return uses.Count == 0 ? null : uses;
    }

    private static void Declare(SyntaxEditor editor, (MemberDeclarationSyntax Member, SyntaxNode Declared, GenericNameSyntax Type, ExpressionSyntax Value) kept, string field, string end)
    {
        var isStatic = kept.Member.Modifiers.Any(SyntaxKind.StaticKeyword);
        var modifiers = new[] { SyntaxKind.PrivateKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword }.Where(kind => kind != SyntaxKind.StaticKeyword || isStatic).Select(kind => Token(kind).WithTrailingTrivia(Space));
        var (line, name) = (Syntax.LineEnd(kept.Member), kept.Declared is PropertyDeclarationSyntax property ? property.Identifier : ((VariableDeclaratorSyntax)kept.Declared).Identifier);
        var indentation = kept.Member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));

        var gap = kept.Member.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();

        var channel = FieldDeclaration(VariableDeclaration(kept.Type.WithoutTrivia().WithTrailingTrivia(Space), SingletonSeparatedList(
                VariableDeclarator(Identifier(field).WithTrailingTrivia(Space), null, EqualsValueClause(Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space), kept.Value.WithoutTrivia())))))
            .WithModifiers(TokenList(modifiers)).WithLeadingTrivia(gap.Append(indentation)).WithTrailingTrivia(line, line);
        var handedOut = PropertyDeclaration(kept.Type.WithIdentifier(Identifier($"Channel{end}")).WithoutTrivia().WithTrailingTrivia(Space), name.WithoutTrivia().WithTrailingTrivia(Space))
            .WithModifiers(TokenList(kept.Member.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ReadOnlyKeyword)).Select(modifier => modifier.WithoutTrivia().WithTrailingTrivia(Space))))
            .WithExpressionBody(ArrowExpressionClause(Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(Space), MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(field), IdentifierName(end))))
            .WithSemicolonToken(Token(SyntaxKind.SemicolonToken)).WithLeadingTrivia(kept.Member.GetLeadingTrivia().Skip(gap.Count)).WithTrailingTrivia(kept.Member.GetTrailingTrivia());

        editor.InsertBefore(kept.Member, channel);
        editor.ReplaceNode(kept.Member, handedOut);
    }
}
