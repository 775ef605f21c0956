namespace Asynchrony.Analyzers.Flow;

/// <summary>Does it matter which of two objects, made alike, is kept? Not of values, nor of what is only read once it is made.</summary>
internal static class Identity
{
    public static bool Matters(IOperation made, bool isFilled) => made.Unwrapped() switch
    {
        IObjectCreationOperation { Type: { } type } creation => IsOpen(type) || type.SpecialType == SpecialType.System_Object || !isFilled && IsCollection(type) && IsBare(creation) || Changes(type),
        IParameterReferenceOperation { Type: { } type } => IsOpen(type) || Changes(type),
        { Type: { } type } => IsOpen(type),
        _ => false,
    };

    /// <summary>True for what is to be closed, or is under way.</summary>
    private static bool IsOpen(ITypeSymbol type) => !type.IsValueType && (IsDisposable(type) || type.AllInterfaces.Any(IsDisposable));

    private static bool IsDisposable(ITypeSymbol type) => type.SpecialType == SpecialType.System_IDisposable || type.Name == "IAsyncDisposable";

    /// <summary>A collection that is filled later. What is made of others, or by a call, is a result.</summary>
    private static bool IsCollection(ITypeSymbol type) => type.AllInterfaces.Any(implemented => implemented.Name is "ICollection" or "IDictionary" or "ISet" or "IProducerConsumerCollection")
        && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) && !type.Name.StartsWith("Frozen", StringComparison.Ordinal) && !type.Name.StartsWith("Immutable", StringComparison.Ordinal);

    private static bool IsBare(IObjectCreationOperation creation) => !creation.Arguments.Any(argument => argument.Value.Type?.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable) == true && argument.Value.Type.SpecialType != SpecialType.System_String);

    /// <summary>A class of this compilation with state that is set again after it was made.</summary>
    private static bool Changes(ITypeSymbol type)
    {
        for (var current = type; current is { TypeKind: TypeKind.Class, IsRecord: false, SpecialType: SpecialType.None }; current = current.BaseType)
            foreach (var member in current.GetMembers())
                if (member is IFieldSymbol { IsStatic: false, IsConst: false, IsReadOnly: false } field && (field.AssociatedSymbol is not IPropertySymbol property || property.SetMethod is { IsInitOnly: false }))
                    return !type.DeclaringSyntaxReferences.IsEmpty;

        return false;
    }
}
