using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>A private field that is there to be locked and nothing else, in a type that locks something else so far.</summary>
internal sealed class NewGate
{
    private readonly TypeDeclarationSyntax type;
    private readonly bool isStatic;
    private readonly bool isLock;
    private readonly IReadOnlyList<ExpressionSyntax> locked;

    private NewGate(TypeDeclarationSyntax type, IReadOnlyList<ExpressionSyntax> locked, IEnumerable<TypeDeclarationSyntax> parts, bool isStatic, bool isLock)
    {
        this.type = type;
        this.locked = locked;
        this.isStatic = isStatic;
        this.isLock = isLock;
        Name = NameIn([type, .. parts]);
    }

    public string Name { get; }

    /// <summary>A gate for all these locked expressions, which stand in one type, and for those in other files of it; null where it has no place there.</summary>
    public static NewGate? For(IReadOnlyList<ExpressionSyntax> locked, bool isStatic, Flagged flagged, IReadOnlyList<ExpressionSyntax> elsewhere) =>
        locked[0].FirstAncestorOrSelf<TypeDeclarationSyntax>() is { OpenBraceToken.IsMissing: false, Members.Count: > 0 } type and (ClassDeclarationSyntax or RecordDeclarationSyntax or StructDeclarationSyntax)
        && (isStatic || type is not StructDeclarationSyntax and not RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword })
        && locked.All(one => one.FirstAncestorOrSelf<TypeDeclarationSyntax>() == type)
        && flagged.Model.GetDeclaredSymbol(type, flagged.Cancellation) is { } symbol && PartsOf(symbol, elsewhere) is { } parts
            ? new NewGate(type, locked, parts, isStatic, HasLock(flagged) && locked.Concat(elsewhere).All(MayBeLock))
            : null;

    /// <summary>The other parts of a type, where all of the expressions stand in one of them.</summary>
    private static IReadOnlyList<TypeDeclarationSyntax>? PartsOf(INamedTypeSymbol type, IReadOnlyList<ExpressionSyntax> locked)
    {
        var parts = type.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        return locked.All(one => parts.Contains(one.FirstAncestorOrSelf<TypeDeclarationSyntax>()!)) ? parts : null;
    }

    /// <summary>Declares the gate, and locks it wherever the others were locked.</summary>
    public void Put(SyntaxEditor editor)
    {
        Lock(locked, editor);

        var before = type.Members.FirstOrDefault(member => member is FieldDeclarationSyntax) ?? type.Members[0];
        editor.InsertBefore(before, Field(before));
    }

    /// <summary>Locks the gate in place of others.</summary>
    public void Lock(IEnumerable<ExpressionSyntax> others, SyntaxEditor editor)
    {
        foreach (var one in others)
            editor.ReplaceNode(one, IdentifierName(Name).WithTriviaFrom(one));
    }

    /// <summary>A guard of System.Threading.Lock does not live across a yield.</summary>
    private static bool MayBeLock(ExpressionSyntax locked) =>
        locked.Parent is LockStatementSyntax { Statement: var section } && !section.DescendantNodesAndSelf().Any(node => node is YieldStatementSyntax);

    /// <summary>True where the language and the target know System.Threading.Lock. A file that belongs to several projects may have one that does not.</summary>
    private static bool HasLock(Flagged flagged) =>
        flagged.Document.GetLinkedDocumentIds().IsEmpty
        && flagged.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= (LanguageVersion)1300 }
        && flagged.Model.Compilation.GetTypesByMetadataName("System.Threading.Lock").Any(found => flagged.Model.Compilation.IsSymbolAccessibleWithin(found, flagged.Model.Compilation.Assembly));

    private MemberDeclarationSyntax Field(MemberDeclarationSyntax before)
    {
        var line = Syntax.LineEnd(type);
        TypeSyntax made = isLock
            ? QualifiedName(QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("Threading")), IdentifierName("Lock")).WithAdditionalAnnotations(Simplifier.Annotation)
            : PredefinedType(Token(SyntaxKind.ObjectKeyword));
        var value = type.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 }
            ? (ExpressionSyntax)ImplicitObjectCreationExpression()
            : ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), made, ArgumentList(), null);

        var kinds = isStatic ? new[] { SyntaxKind.PrivateKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword } : [SyntaxKind.PrivateKeyword, SyntaxKind.ReadOnlyKeyword];
        var indentation = before.GetLeadingTrivia().LastOrDefault() is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(last) : TriviaList();
        var end = before is FieldDeclarationSyntax ? TriviaList(line) : TriviaList(line, line);

        return FieldDeclaration(
                VariableDeclaration(made.WithTrailingTrivia(Space), SingletonSeparatedList(VariableDeclarator(Identifier(TriviaList(), Name, TriviaList(Space)), null,
                    EqualsValueClause(Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), value)))))
            .WithModifiers(TokenList(kinds.Select(kind => Token(TriviaList(), kind, TriviaList(Space)))))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(end);
    }

    /// <summary>A name that nothing in the type has yet, in the way the type writes those of its private fields.</summary>
    private static string NameIn(IReadOnlyList<TypeDeclarationSyntax> parts)
    {
        var underscored = parts.SelectMany(part => part.Members).OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables).Any(variable => variable.Identifier.ValueText.StartsWith("_", StringComparison.Ordinal));
        var wanted = underscored ? "_gate" : "gate";
        var used = parts.SelectMany(part => part.DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !used.Contains(name));
    }
}
