using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>An object that code locks, in a way in which all other places of the program that lock it can be told: <c>this</c>, a type, a constant, a field or property.</summary>
internal sealed class LockedObject
{
    private readonly ISymbol? symbol;
    private readonly string? text;
    private readonly bool isThis;

    private LockedObject(ISymbol? symbol, string? text, bool isThis) => (this.symbol, this.text, this.isThis) = (symbol, text, isThis);

    /// <summary>True for an object that is one for all objects of the type that locks it.</summary>
    private bool IsStatic => !isThis && (text is not null || symbol is ITypeSymbol or { IsStatic: true });

    /// <summary>True for the type object of a construction of a generic type: there are as many as of its static fields.</summary>
    private bool IsOfGeneric => symbol is INamedTypeSymbol { IsUnboundGenericType: false, Arity: > 0 } && !isThis;

    /// <summary>The fix that locks a new private object instead, wherever the flagged one is locked; null where it has to be this one.</summary>
    public static Fix? Replaced(Flagged flagged) =>
        Gate(flagged) is { Elsewhere.Count: 0, Gate: var gate } ? new Fix(TitleOf(gate), gate.Put) : null;

    /// <summary>The same for a type of several files.</summary>
    public static WholeFix? ReplacedEverywhere(Flagged flagged)
    {
        if (Gate(flagged) is not { Elsewhere: { Count: > 0 } elsewhere, Gate: var gate })
            return null;

        var edits = ImmutableDictionary<DocumentId, Action<SyntaxEditor>>.Empty.Add(flagged.Document.Id, gate.Put);
        foreach (var file in elsewhere.GroupBy(use => use.SyntaxTree))
            if (flagged.Document.Project.GetDocument(file.Key) is { } document && document.GetLinkedDocumentIds().IsEmpty)
                edits = edits.Add(document.Id, editor => gate.Lock(file, editor));
            else
                return null;
        return new WholeFix(TitleOf(gate), edits);
    }

    private static string TitleOf(NewGate gate) => $"Lock a private '{gate.Name}' instead";

    private static (NewGate Gate, IReadOnlyList<ExpressionSyntax> Elsewhere)? Gate(Flagged flagged) =>
        flagged.Node is ExpressionSyntax { Parent: LockStatementSyntax statement } locked && Of(locked, flagged.Model, flagged.Cancellation) is { } key
        && !key.IsSharedContent(flagged.Model.Compilation)
        && statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && !(key.IsStatic && IsGeneric(type) && !key.IsOfGeneric)
        && key.Uses(flagged) is var (here, elsewhere) && NewGate.For(here, key.IsStatic, flagged, elsewhere) is { } gate
            ? (gate, elsewhere)
            : null;

    /// <summary>True for a collection that callers have as well: with no lock but its own they could guard what they do to it.</summary>
    private bool IsSharedContent(Compilation compilation) => symbol is IFieldSymbol or IPropertySymbol
        && symbol.VariableType() is { } content && content.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
        && (Exposure.IsVisibleOutside(symbol, compilation) || symbol is IFieldSymbol field && Exposure.Door(field, compilation) is not null);

    /// <summary>A static field of a generic type is one for each construction.</summary>
    private static bool IsGeneric(TypeDeclarationSyntax type) => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(outer => outer.TypeParameterList is not null);

    private static LockedObject? Of(ExpressionSyntax locked, SemanticModel model, CancellationToken cancellation) => locked switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Of(inner, model, cancellation),
        ThisExpressionSyntax => new LockedObject(model.GetTypeInfo(locked, cancellation).Type, null, isThis: true),
        TypeOfExpressionSyntax { Type: var type } => model.GetTypeInfo(type, cancellation).Type is INamedTypeSymbol named ? new LockedObject(named, null, isThis: false) : null,
        _ when model.GetConstantValue(locked, cancellation) is { HasValue: true, Value: string constant } => new LockedObject(null, constant, isThis: false),
        IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => Member(locked, model, cancellation),
        MemberAccessExpressionSyntax => Member(locked, model, cancellation) is { IsStatic: true } shared ? shared : null,
        _ => null,
    };

    /// <summary>Every expression of the program that is locked and is this object, in the flagged file and in others; null where one is no lock statement, or may be this object or not.</summary>
    private (IReadOnlyList<ExpressionSyntax> Here, IReadOnlyList<ExpressionSyntax> Elsewhere)? Uses(Flagged flagged)
    {
        var (uses, elsewhere) = (new List<ExpressionSyntax>(), new List<ExpressionSyntax>());
        var engine = Engine.Of(flagged.Model.Compilation);

        foreach (var tree in flagged.Model.Compilation.SyntaxTrees)
        {
            flagged.Cancellation.ThrowIfCancellationRequested();
            if (tree != flagged.Root.SyntaxTree && !engine.SpeaksOfThreads(tree))
                continue;

            SemanticModel? model = tree == flagged.Root.SyntaxTree ? flagged.Model : null;
            foreach (var node in tree.GetRoot(flagged.Cancellation).DescendantNodes())
                switch (node)
                {
                    case LockStatementSyntax { Expression: var locked }:
                        model ??= engine.Model(tree);
                        if (Of(locked, model, flagged.Cancellation) is { } other && Is(other))
                            (tree == flagged.Root.SyntaxTree ? uses : elsewhere).Add(locked);
                        else if (MayBe(locked, model, flagged.Cancellation))
                            return null;
                        break;
                    case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var type }, ArgumentList.Arguments: [{ Expression: var locked }, ..] } when type.ToString().EndsWith("Monitor", StringComparison.Ordinal):
                        model ??= engine.Model(tree);
                        if (Of(locked, model, flagged.Cancellation) is { } called && Is(called) || MayBe(locked, model, flagged.Cancellation))
                            return null;
                        break;
                    case AttributeSyntax { Name: var name, ArgumentList: { } options } when isThis && name.ToString().Contains("MethodImpl") && options.ToString().Contains("Synchronized"):
                        return null;
                }
        }

        return uses.Count > 0 ? (uses, elsewhere) : null;
    }

    private static LockedObject? Member(ExpressionSyntax locked, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(locked, cancellation).Symbol is { Kind: SymbolKind.Field or SymbolKind.Property } member ? new LockedObject(member, null, isThis: false) : null;

    private bool Is(LockedObject other) => isThis == other.isThis && text == other.text && SymbolEqualityComparer.Default.Equals(symbol, other.symbol);

    /// <summary>True for an expression that names another object of the type, or a variable that may hold the same object.</summary>
    private bool MayBe(ExpressionSyntax locked, SemanticModel model, CancellationToken cancellation) => model.GetTypeInfo(locked, cancellation).Type is { } type && (
        isThis ? locked is not ThisExpressionSyntax && type.SpecialType != SpecialType.System_Object && IsLike(type, (ITypeSymbol)symbol!) || locked is ThisExpressionSyntax && IsLike(type, (ITypeSymbol)symbol!)
        : text is not null ? type.SpecialType == SpecialType.System_String
        : symbol is ITypeSymbol ? type.Name == "Type" && locked is not TypeOfExpressionSyntax
        : SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(locked, cancellation).Symbol?.OriginalDefinition, symbol!.OriginalDefinition));

    private static bool IsLike(ITypeSymbol type, ITypeSymbol other) =>
        type.TypeKind is TypeKind.Interface ? other.AllInterfaces.Contains(type, SymbolEqualityComparer.Default) : type.DerivesFrom(other) || other.DerivesFrom(type) && type.SpecialType != SpecialType.System_Object;
}
