namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>
/// How code names an object: a root (<c>this</c>, a parameter, a local, a type) and the members that lead from it. Two paths that are equal
/// name the same object as long as nothing on them is assigned. Indexers, calls and anything computed have no path.
/// </summary>
internal sealed class AccessPath : IEquatable<AccessPath>
{
    /// <summary>Longer paths are too likely to change under way.</summary>
    private const int MaximalLength = 4;

    private readonly int hash;

    private AccessPath(ISymbol? root, ImmutableArray<ISymbol> members)
    {
        Root = root;
        Members = members;

        hash = root is null ? 17 : SymbolEqualityComparer.Default.GetHashCode(root);
        foreach (var member in members)
            hash = unchecked(hash * 31 + SymbolEqualityComparer.Default.GetHashCode(member));
    }

    /// <summary>A local, a parameter or a type; null for <c>this</c>.</summary>
    public ISymbol? Root { get; }

    public ImmutableArray<ISymbol> Members { get; }

    public bool IsThis => Root is null && Members.IsEmpty;

    /// <summary>Everything that would make the path name another object if it were assigned.</summary>
    public IEnumerable<ISymbol> Parts => Root is null or ITypeSymbol ? Members : Members.Insert(0, Root);

    public static AccessPath This { get; } = new(null, ImmutableArray<ISymbol>.Empty);

    public static AccessPath Of(ISymbol root) => new(root, ImmutableArray<ISymbol>.Empty);

    /// <summary>The path of a member of this path's object; null where it would be too long.</summary>
    public AccessPath? Member(ISymbol member) =>
        member.IsStatic ? new AccessPath(member.ContainingType, ImmutableArray.Create(member.OriginalDefinition))
        : Members.Length < MaximalLength ? new AccessPath(Root, Members.Add(member.OriginalDefinition))
        : null;

    /// <summary>The path of the object whose member this is the path of.</summary>
    public AccessPath Without() => Members.Length == 1 && Root is ITypeSymbol ? Of(Root) : new AccessPath(Root, Members.RemoveAt(Members.Length - 1));

    /// <summary>The path with its root replaced: what a callee's <c>this</c> or parameter is to the caller.</summary>
    public AccessPath? On(AccessPath owner)
    {
        AccessPath? path = owner;
        foreach (var member in Members)
            path = path?.Member(member);
        return path;
    }

    /// <summary>The path as code of that object names it; null where it does not lead through the object.</summary>
    public AccessPath? From(AccessPath owner) =>
        SymbolEqualityComparer.Default.Equals(Root, owner.Root) && Members.Length >= owner.Members.Length && owner.Members.SequenceEqual(Members.Take(owner.Members.Length), SymbolEqualityComparer.Default)
            ? new AccessPath(null, Members.RemoveRange(0, owner.Members.Length))
            : null;

    public bool Equals(AccessPath? other) =>
        other is not null && hash == other.hash
        && SymbolEqualityComparer.Default.Equals(Root, other.Root)
        && Members.SequenceEqual(other.Members, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as AccessPath);

    public override int GetHashCode() => hash;

    public override string ToString()
    {
        var names = Members.Select(member => member.Name);
        return string.Join(".", Root is null && !Members.IsEmpty || Members.FirstOrDefault()?.IsStatic == true ? names
            : names.Prepend(Root switch { null => "this", ITypeSymbol type => $"typeof({type.Name})", { } root => root.Name }));
    }
}
