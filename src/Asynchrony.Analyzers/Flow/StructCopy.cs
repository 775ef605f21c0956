using System.Collections.Concurrent;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A struct that threads share by its place, as a spin lock is, is copied from its variable; or a method that changes it works on a copy,
/// because the variable may not be changed. New values may go anywhere, and so may a local that nothing was done with.
/// </summary>
internal sealed class StructCopy
{
    private StructCopy(ISymbol variable, IOperation at, string how, bool isCall)
    {
        Variable = variable;
        At = at;
        How = how;
        IsCall = isCall;
    }

    /// <summary>The field, local, parameter or property that holds the struct.</summary>
    public ISymbol Variable { get; }

    /// <summary>Where it is named.</summary>
    public IOperation At { get; }

    /// <summary>What becomes of it, in words.</summary>
    public string How { get; }

    /// <summary>True where a method is called that then changes a copy.</summary>
    public bool IsCall { get; }

    /// <summary>The copy that a reference makes; null where it makes none.</summary>
    public static StructCopy? Made(IOperation reference, ISymbol owner, SharedStructs structs)
    {
        if (reference.Type is not { } type || structs.WordOf(type) is not { } word || reference.Named() is not { } variable)
            return null;

        if (reference.Parent is IInvocationOperation { TargetMethod: { IsReadOnly: false, IsExtensionMethod: false } method } call && call.Instance == reference && !method.ContainingType.IsReadOnly && method.ContainingType.TypeKind == TypeKind.Struct)
            return Unchangeable(reference, owner) is var (holder, reason) ? new StructCopy(holder, reference, reason, isCall: true) : null;
        if (word == "counter" || reference is ILocalReferenceOperation or IParameterReferenceOperation && !IsUsed(variable, reference))
            return null;

        return Away(reference, owner) is { } how ? new StructCopy(variable, reference, how, isCall: false) : null;
    }

    /// <summary>The variable, on the way to the struct, that may not be changed, and why; null where a method that is called changes the struct itself.</summary>
    private static (ISymbol Holder, string Reason)? Unchangeable(IOperation reference, ISymbol owner)
    {
        for (var part = reference; ; part = ((IFieldReferenceOperation)part).Instance!)
            switch (part)
            {
                case IFieldReferenceOperation { Field: { IsReadOnly: true } field } when !IsConstructorOf(field, part, owner):
                    return (part.Named()!, "is readonly");
                case IFieldReferenceOperation { Field.ContainingType.TypeKind: TypeKind.Struct, Instance: { } instance } when instance is not IInstanceReferenceOperation:
                    continue;
                case IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field.ContainingType.TypeKind: TypeKind.Struct } when owner is IMethodSymbol { IsReadOnly: true } && part.EnclosingFunction() is null:
                    return (part.Named()!, "cannot be changed in a readonly member");
                case IParameterReferenceOperation { Parameter.RefKind: not (RefKind.None or RefKind.Ref or RefKind.Out) }:
                    return (part.Named()!, "is passed to be read only");
                case ILocalReferenceOperation { Local: { IsForEach: true, RefKind: RefKind.None } }:
                    return (part.Named()!, "is a copy of the element");
                case IPropertyReferenceOperation { Property: { ReturnsByRef: false, ReturnsByRefReadonly: false } }:
                    return (part.Named()!, "is returned as a copy");
                default:
                    return null;
            }
    }

    private static bool IsConstructorOf(IFieldSymbol field, IOperation reference, ISymbol owner) =>
        owner is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } && SymbolEqualityComparer.Default.Equals(owner.ContainingType, field.ContainingType) && reference.EnclosingFunction() is null;

    private static string? Away(IOperation reference, ISymbol owner) => reference.Parent switch
    {
        IConversionOperation { Type.IsReferenceType: true } => "is put into a box",
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Name: var name } } } => $"is copied into '{name}'",
        ISimpleAssignmentOperation { IsRef: false, Value: var value, Target: var target } when value == reference && target is not IDiscardOperation => target.Named() is { } other ? $"is copied into '{other.Name}'" : "is copied",
        IArgumentOperation { Parameter.RefKind: RefKind.None } => "is passed by value",
        ITupleOperation or IArrayInitializerOperation => "is copied",
        IReturnOperation when reference is IFieldReferenceOperation && !ReturnsRef(reference, owner) => "is returned by value",
        _ => null,
    };

    private static bool ReturnsRef(IOperation reference, ISymbol owner) =>
        (reference.EnclosingFunction()?.Symbol() ?? owner) is IMethodSymbol { RefKind: not RefKind.None };

    /// <summary>True where a method of the local or parameter is called: what was only made may go to where it belongs.</summary>
    private static bool IsUsed(ISymbol variable, IOperation reference)
    {
        foreach (var operation in reference.Root().Descendants())
            if (operation is IInvocationOperation { Instance: { } receiver } && SymbolEqualityComparer.Default.Equals(receiver.Named(), variable))
                return true;
        return false;
    }
}

/// <summary>Which structs those are: the ones of the table, and structs with one of them in a field.</summary>
internal sealed class SharedStructs(Table table)
{
    private const int Deepest = 4;

    private readonly ConcurrentDictionary<ITypeSymbol, string> known = new(SymbolEqualityComparer.Default);

    /// <summary>What the table says of the struct, or of the one that it holds; null for any other type.</summary>
    public string? WordOf(ITypeSymbol type) => WordOf(type, 0) is { Length: > 0 } word ? word : null;

    private string WordOf(ITypeSymbol type, int depth)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named || depth > Deepest)
            return "";
        if (known.TryGetValue(named.OriginalDefinition, out var word))
            return word;

        word = table.Find(named.OriginalDefinition) is [var own, ..] ? own : "";
        if (word.Length == 0 && !named.DeclaringSyntaxReferences.IsEmpty)
            foreach (var member in named.OriginalDefinition.GetMembers())
                if (member is IFieldSymbol { IsStatic: false, Type: var held } && WordOf(held, depth + 1) is { Length: > 0 } inner && inner != "counter")
                    word = inner;
        return known.GetOrAdd(named.OriginalDefinition, word);
    }
}
