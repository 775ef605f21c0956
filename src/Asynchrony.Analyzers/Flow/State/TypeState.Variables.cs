using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>The variables of a type: their uses, what is in them, and what is done with that.</summary>
internal sealed partial class TypeState
{
    private readonly List<StateUse> uses = [];
    private HashSet<ISymbol>? stored;

    /// <summary>True where a use calls a member of its collection that does so with the elements, as the table Unguarded says.</summary>
    public bool Does(StateUse use, string word) => use.At.User() switch
    {
        IInvocationOperation call => Does(call, word),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } => Does(call, word) || tables.Unguarded.FindAnywhere(call.TargetMethod.Name).Contains(word),
        _ => false,
    };

    public bool Does(IInvocationOperation call, string word) => tables.Unguarded.Find(call.TargetMethod, call.Instance?.Type).Contains(word);

    /// <summary>True for a member that shows its collection, or an element of it, under another name, and goes on doing so.</summary>
    public bool IsView(ISymbol member, IOperation? collection) => tables.Views.Find(member, collection?.Unwrapped().Type).Contains("view");

    /// <summary>True for the name of a query that looks into what it is asked of, and has not begun.</summary>
    public bool IsQuery(string name) => tables.Views.SaysWritten(nameof(Enumerable), name, "view");

    /// <summary>True where a call changes its receiver: a collection that is not made for several threads, or an object of the program that no lock of its own keeps in order.</summary>
    public bool Changes(IInvocationOperation call) => call is { Instance: { Type: { } type } receiver, SemanticModel.Compilation: { } compilation }
        && (!call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || MayBeCollection(type, tables.Unguarded))
        && new ObjectChange(compilation, tables.Effects, tables.Releases, tables.Cancellation).Of(call).Any(change => change.Object == receiver && change.How == ObjectChange.Changed);

    private void Use(IOperation at, ISymbol variable, IOperation? instance, BodyLocks body)
    {
        var type = variable.VariableType()!;
        var kind = StateUse.KindOf(at, IsCollection(type), tables.Effects, tables.Views);
        if (kind == UseKind.None)
            return;

        var function = at.EnclosingFunction();
        var use = new StateUse(at, variable, function, kind, body, body.Around(at)) { Later = LaterOf(at, body) };

        if (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } or { Parent: IMemberInitializerOperation } || instance is not null && IsNew(instance, body))
            use.IsConstruction = true;
        else if (instance is not null and not IInstanceReferenceOperation)
        {
            // Locks of this object say nothing about another one.
            var owner = body.Names.PathOf(instance);
            var held = use.Locks;
            use.Locks = held.Select(one => one.Lock.Root is ITypeSymbol ? one : owner is not null && one.Lock.From(owner) is { } path ? one with { Lock = path } : default).Where(one => one.Lock is not null).ToImmutableArray();
            use.MayBeLocked |= owner is null || use.Locks.Length != held.Length;
        }

        // A lambda may run at once, under whatever is held where it is made.
        if (function is IAnonymousFunctionOperation && !IsHandedToWork(function, body.Survey) && body.Around(function).Any)
            use.MayBeLocked = true;
        uses.Add(use);
    }

    /// <summary>A member that reads a variable of its own object and sets that of one it is handed fills a copy, which is the caller's alone as yet.</summary>
    private static void MarkCopies(VariableState variable)
    {
        foreach (var use in variable.Uses)
            if (use.IsChange && use.At is IFieldReferenceOperation { Instance: IParameterReferenceOperation } or IPropertyReferenceOperation { Instance: IParameterReferenceOperation } && IsOnlyReadIn(use.Member, variable))
                use.IsConstruction = true;
    }

    private static bool IsOnlyReadIn(ISymbol member, VariableState variable)
    {
        var isRead = false;
        foreach (var own in variable.Uses)
            if (!own.At.IsForeign() && SymbolEqualityComparer.Default.Equals(own.Member, member))
                if (own.IsChange)
                    return false;
                else
                    isRead = true;
        return isRead;
    }

    private List<VariableState> FindVariables()
    {
        uses.Sort((one, other) => InTextOrder(one.At, other.At));
        var perVariable = new Dictionary<ISymbol, List<StateUse>>(SymbolEqualityComparer.Default);
        foreach (var use in uses)
        {
            if (!perVariable.TryGetValue(use.Variable, out var known))
                perVariable.Add(use.Variable, known = []);
            known.Add(use);
        }

        var found = new List<VariableState>(perVariable.Count);
        foreach (var entry in perVariable)
        {
            var type = entry.Key.VariableType()!;
            var content = IsInterface(type) ? ContentOf(entry.Key, entry.Value) : type;
            if (content is null && IsInterface(type))
                foreach (var use in entry.Value)
                    use.ForgetContent();
            found.Add(new VariableState(entry.Key, type, content ?? type, content is not null && IsCollection(content), entry.Value));
        }

        found.Sort((one, other) => InFileOrder(one.Uses[0].At, other.Uses[0].At) is not 0 and var file ? file
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : InTextOrder(one.Uses[0].At, other.Uses[0].At));
        return found;
    }

    private static int InFileOrder(IOperation one, IOperation other) => string.CompareOrdinal(one.Syntax.SyntaxTree.FilePath, other.Syntax.SyntaxTree.FilePath);

    /// <summary>By file and place; of two that begin at one place the whole comes before its part.</summary>
    private static int InTextOrder(IOperation one, IOperation other) => InFileOrder(one, other) is not 0 and var file ? file
        : one.Syntax.SpanStart != other.Syntax.SpanStart ? one.Syntax.SpanStart.CompareTo(other.Syntax.SpanStart)
        : other.Syntax.Span.End.CompareTo(one.Syntax.Span.End);

    /// <summary>True for a property of this type without code of its own.</summary>
    private bool IsStored(IPropertySymbol property)
    {
        if (stored is null)
        {
            stored = new(SymbolEqualityComparer.Default);
            foreach (var member in Members)
                if (member is IFieldSymbol { AssociatedSymbol: IPropertySymbol owner })
                    stored.Add(owner.OriginalDefinition);
        }

        return stored.Contains(property);
    }

    private bool IsCollection(ITypeSymbol type) => type is IArrayTypeSymbol || MayBeCollection(type, tables.Unguarded);

    private static bool MayBeCollection(ITypeSymbol type, Table unguarded) => !CollectionChange.WordsOf(type, unguarded).IsEmpty || IsInterface(type);

    /// <summary>True for a collection of which the declaration does not say what it is.</summary>
    private static bool IsInterface(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Interface, Name: "IDictionary" or "IList" or "ICollection" or "ISet", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } or { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };

    /// <summary>The type of collection that is all the variable ever holds; null where it may hold another one.</summary>
    private ITypeSymbol? ContentOf(ISymbol variable, List<StateUse> all)
    {
        ITypeSymbol? content = null;
        foreach (var value in ValuesOf(variable, all))
            if (value is { ConstantValue: { HasValue: true, Value: null } })
                continue;
            else if (value?.Unwrapped().Type is not { TypeKind: TypeKind.Class } made || CollectionChange.WordsOf(made, tables.Unguarded).IsEmpty || content is not null && !SymbolEqualityComparer.Default.Equals(content, made))
                return null;
            else
                content = made;
        return content;
    }

    /// <summary>True for a lock that nobody can take under another name: the object or type itself, or what is made for a variable of it.</summary>
    public bool HasOneName(AccessPath path)
    {
        if (path.Root is not null && !SymbolEqualityComparer.Default.Equals((path.Root as INamedTypeSymbol)?.OriginalDefinition, Type))
            return false;
        if (path.Members is not [var member])
            return path.Members.IsEmpty;

        member = Shown(member) ?? member;
        var made = false;
        foreach (var value in ValuesOf(member, [.. uses.Where(use => SymbolEqualityComparer.Default.Equals(use.Variable, member))]))
            if (value?.Unwrapped() is IObjectCreationOperation)
                made = true;
            else
                return false;
        return made;
    }

    /// <summary>The field that a property of the type does nothing but show: another name for it. Null for any other member.</summary>
    public static IFieldSymbol? Shown(ISymbol member)
    {
        if (member is not IPropertySymbol { IsVirtual: false, IsOverride: false, GetMethod: not null, SetMethod: null } property || property.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not PropertyDeclarationSyntax syntax)
            return null;

        var getter = syntax.AccessorList?.Accessors is [var only] ? only : null;
        var value = syntax.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null);
        var name = value switch { IdentifierNameSyntax { Identifier.ValueText: var simple } => simple, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own, _ => null };
        return name is not null && property.ContainingType.GetMembers(name) is [IFieldSymbol { IsReadOnly: true } field] ? field : null;
    }

    private IEnumerable<IOperation?> ValuesOf(ISymbol variable, List<StateUse> all)
    {
        foreach (var body in bodies)
            if (SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, variable) && body.Survey.Root is ISymbolInitializerOperation { Value: var first })
                yield return first;
        foreach (var use in all)
            if (use.Is(UseKind.Write))
                yield return use.At.Parent switch
                {
                    IAssignmentOperation assignment when assignment.Target == use.At => assignment.Value,
                    IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange" or "Write" } api, Arguments: [_, var value, ..] } } when api.IsAtomic() => value.Value,
                    _ => null,
                };
    }

    /// <summary>An object that this function has just made is nobody else's.</summary>
    private static bool IsNew(IOperation instance, BodyLocks body) => instance.Unwrapped() is ILocalReferenceOperation
        && body.Names.Origin(instance)?.Unwrapped() is IObjectCreationOperation or IInvocationOperation { TargetMethod: { Name: "MemberwiseClone", ContainingType.SpecialType: SpecialType.System_Object } };
}
