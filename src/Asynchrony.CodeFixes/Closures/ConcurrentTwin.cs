using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// A local or private collection that becomes the concurrent one of its kind: every use of it is an operation that both have and that needs no
/// other with it. Whether the code binds then is for the trial to say.
/// </summary>
internal static class ConcurrentTwin
{
    private const string Key = nameof(UnsafeCollectionSharedFix) + ".Concurrent";

    private static readonly ImmutableDictionary<string, string> Twins = ImmutableDictionary<string, string>.Empty
        .Add("Dictionary", "ConcurrentDictionary").Add("Queue", "ConcurrentQueue").Add("Stack", "ConcurrentStack").Add("List", "ConcurrentBag");

    /// <summary>Operations that are whole by themselves. What the elements are, or how many, may be asked when the work is done.</summary>
    private static readonly ImmutableHashSet<string> Whole = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Add", "Enqueue", "Push", "TryAdd", "TryGetValue", "ContainsKey", "Count", "IsEmpty", "Keys", "Values", "ToArray", "ToList", "TryDequeue", "TryPop", "Select", "Where", "OrderBy", "OrderByDescending", "Sum", "Max", "Min", "Any", "All");

    public static Fix? Of(ISymbol collection, Flagged flagged)
    {
        if (collection is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            || collection.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != flagged.Root.SyntaxTree
            || reference.GetSyntax(flagged.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } made, Parent: VariableDeclarationSyntax { Variables.Count: 1 } declared } variable
            || flagged.Model.GetTypeInfo(made, flagged.Cancellation).Type is not INamedTypeSymbol { IsGenericType: true, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } type
            || !Twins.TryGetValue(type.Name, out var twin) || collection.ContainingType is { DeclaringSyntaxReferences.Length: > 1 } && collection is IFieldSymbol
            || TypesOf(declared, made) is not { Count: > 0 } names || !names.TrueForAll(name => name.Identifier.ValueText == type.Name))
            return null;

        var scope = collection is ILocalSymbol ? variable.Ancestors().First(outer => outer is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax) : (SyntaxNode)variable.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == collection.Name
            && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, collection)).ToList();

        return uses.TrueForAll(IsWhole) && uses.GroupBy(FunctionOf).All(group => group.Key is null || group.Count() == 1) ? new Fix($"Make '{collection.Name}' a {twin}", editor =>
        {
            foreach (var name in names)
                editor.ReplaceNode(name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? name.Parent : name, (current, _) => QualifiedName(
                        QualifiedName(QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("Collections")), IdentifierName("Concurrent")),
                        GenericName(Identifier(twin), name.TypeArgumentList))
                    .WithAdditionalAnnotations(Simplifier.Annotation).WithTriviaFrom(current));
        }, Key) : null;
    }

    /// <summary>Where the type of the collection is named: by the variable, by what makes it, or both.</summary>
    private static List<GenericNameSyntax> TypesOf(VariableDeclarationSyntax declared, BaseObjectCreationExpressionSyntax made)
    {
        var types = new List<TypeSyntax>();
        if (!declared.Type.IsVar)
            types.Add(declared.Type);
        if (made is ObjectCreationExpressionSyntax { Type: var named })
            types.Add(named);
        return types.ConvertAll(type => type as GenericNameSyntax ?? (type as QualifiedNameSyntax)?.Right as GenericNameSyntax).OfType<GenericNameSyntax>().ToList() is var found && found.Count == types.Count ? found : [];
    }

    private static bool IsWhole(IdentifierNameSyntax name)
    {
        var holder = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : (ExpressionSyntax)name;
        return holder.Parent switch
        {
            MemberAccessExpressionSyntax member when member.Expression == holder => Whole.Contains(member.Name.Identifier.ValueText) && !(member.Name.Identifier.ValueText == "Add" && member.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: not 1 }),
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set } element when set.Left == element => true,
            ElementAccessExpressionSyntax element => element.Parent is not (AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }),
            ForEachStatementSyntax loop => loop.Expression == holder,
            _ => false,
        };
    }

    /// <summary>The body that a use stands in; null for the code around the bodies.</summary>
    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
}
