using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>The object to lock for a collection: the one that is locked around it elsewhere, or a new one that is declared next to it.</summary>
internal sealed class CollectionGate
{
    private readonly Action<SyntaxEditor> declare;

    private CollectionGate(string name, string collection, Action<SyntaxEditor> declare)
    {
        Name = name;
        Collection = collection;
        this.declare = declare;
    }

    public string Name { get; }

    public string Collection { get; }

    /// <summary>Null where the collection is declared in another file, or in a way that leaves no place for the gate.</summary>
    public static CollectionGate? Of(ISymbol collection, SyntaxNode function, Flagged flagged)
    {
        if (collection.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != flagged.Root.SyntaxTree)
            return null;

        var declaration = reference.GetSyntax(flagged.Cancellation);
        if (Known(collection, declaration, function, flagged) is { } known)
            return new CollectionGate(known, collection.Name, _ => { });

        switch (collection)
        {
            case ILocalSymbol when declaration.Parent?.Parent is LocalDeclarationStatementSyntax local && local.Siblings() is not null:
                var name = Syntax.FreeName(local, $"{collection.Name}Gate");
                return new CollectionGate(name, collection.Name, editor => editor.AddAfter(local, NewGate(name)));
            case IParameterSymbol when declaration.Parent?.Parent is BaseMethodDeclarationSyntax { Body.Statements: [var first, ..] }:
                var free = Syntax.FreeName(first, $"{collection.Name}Gate");
                return new CollectionGate(free, collection.Name, editor => editor.AddBefore(first, NewGate(free)));
            case IFieldSymbol or IPropertySymbol when (declaration is VariableDeclaratorSyntax ? declaration.Parent?.Parent : declaration) is MemberDeclarationSyntax { Parent: TypeDeclarationSyntax type } member:
                var own = Syntax.FreeName(type, $"{char.ToLowerInvariant(collection.Name[0])}{collection.Name.Substring(1)}Gate");
                return new CollectionGate(own, collection.Name, editor => editor.InsertAfter(member, Field(own, collection.IsStatic, member)));
            default:
                return null;
        }
    }

    public void Declare(SyntaxEditor editor) => declare(editor);

    /// <summary>What a lock statement around another use of the collection locks, if this function can name it and all runs share it as they share the collection.</summary>
    private static string? Known(ISymbol collection, SyntaxNode declaration, SyntaxNode function, Flagged flagged)
    {
        var scope = collection is ILocalSymbol or IParameterSymbol
            ? declaration.AncestorsAndSelf().FirstOrDefault(outer => outer is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? flagged.Root
            : declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();

        foreach (var locked in scope?.DescendantNodes().OfType<LockStatementSyntax>() ?? [])
            if (locked.Expression is IdentifierNameSyntax held && Uses(locked.Statement)
                && flagged.Model.GetSymbolInfo(held, flagged.Cancellation).Symbol is { } gate && IsShared(gate)
                && flagged.Model.LookupSymbols(function.SpanStart, name: gate.Name).Contains(gate, SymbolEqualityComparer.Default))
                return gate.Name;

        return null;

        bool Uses(SyntaxNode node) => node.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == collection.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, collection));

        bool IsShared(ISymbol gate) => SymbolEqualityComparer.Default.Equals(gate, collection) || gate switch
        {
            IFieldSymbol { IsReadOnly: true } field => field.IsStatic || !collection.IsStatic,
            ILocalSymbol local => collection is ILocalSymbol or IParameterSymbol && local.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == declaration.SyntaxTree
                && reference.GetSyntax(flagged.Cancellation) is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement, Initializer: not null }
                && statement.Parent is { } block && block.Span.Contains(declaration.Span) && !CapturedVariable.IsInside(local, function),
            _ => false,
        };
    }

    private static LocalDeclarationStatementSyntax NewGate(string name) => Syntax.Declaration(name, ParseExpression("new object()"));

    private static MemberDeclarationSyntax Field(string name, bool isStatic, MemberDeclarationSyntax like)
    {
        var line = Syntax.LineEnd(like);
        var indentation = like.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return ParseMemberDeclaration($"private {(isStatic ? "static " : "")}readonly object {name} = new object();")!
            .WithLeadingTrivia(indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(indentation) : TriviaList()).WithTrailingTrivia(line);
    }
}
