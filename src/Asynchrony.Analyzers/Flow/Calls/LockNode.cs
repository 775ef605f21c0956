using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>
/// All locks that one member of a type may be, whichever object it is a member of: what a lock order is about. Members of other assemblies
/// count with the member of ours that leads to them, for there is one <c>SyncRoot</c> and many collections.
/// </summary>
internal sealed record LockNode(ISymbol Last, ISymbol? Owner, bool IsType)
{
    /// <summary>Null for what may be any object.</summary>
    public static LockNode? Of(AccessPath path, Code code)
    {
        if (path.Members.IsEmpty)
            return path.Root switch
            {
                null => new LockNode(code.Type.OriginalDefinition, null, IsType: false),
                ITypeSymbol of => new LockNode(of.OriginalDefinition, null, IsType: true),
                IParameterSymbol { Type: var own } => OfInstance(own),
                ILocalSymbol local when !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, code.Function) => new LockNode(local, null, IsType: false),
                ILocalSymbol { Type: var own } => OfInstance(own),
                _ => null,
            };

        var index = path.Members.Length - 1;
        while (index > 0 && path.Members[index].DeclaringSyntaxReferences.IsEmpty)
            index--;
        var last = path.Members[path.Members.Length - 1];
        return index == path.Members.Length - 1 ? new LockNode(last, null, IsType: false) : new LockNode(last, path.Members[index], IsType: false);
    }

    public bool Equals(LockNode? other) => other is not null && IsType == other.IsType && SymbolEqualityComparer.Default.Equals(Last, other.Last) && SymbolEqualityComparer.Default.Equals(Owner, other.Owner);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Last);

    private static LockNode? OfInstance(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false }
        ? new LockNode(type.OriginalDefinition, null, IsType: false)
        : null;
}
