using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Tests.Framework;
using CsCheck;

namespace Asynchrony.Tests.Flow;

/// <summary>Paths are values: equal parts make equal paths, whatever way they were built.</summary>
public sealed class AccessPathTests
{
    private static readonly ISymbol[] Symbols = FindSymbols();

    private static readonly Gen<(AccessPath Path, string Text)> Paths =
        from root in Gen.Int[-1, Symbols.Length - 1]
        from members in Gen.Int[0, Symbols.Length - 1].Array[0, 4]
        select Build(root, members);

    [Fact]
    public void Equality_is_that_of_the_parts() => Paths.Select(Paths).Sample((one, other) =>
        one.Path.Equals(other.Path) == (one.Text == other.Text)
        && (!one.Path.Equals(other.Path) || one.Path.GetHashCode() == other.Path.GetHashCode())
        && one.Path.Equals(other.Path) == other.Path.Equals(one.Path));

    [Fact]
    public void A_path_put_on_this_is_itself() => Paths.Where(path => path.Path.Root is null).Sample(path => path.Path.On(AccessPath.This)!.Equals(path.Path));

    [Fact]
    public void Owners_add_up() => Paths.Select(Paths).Sample((owner, path) =>
        path.Path.On(owner.Path) is not { } joined || joined.Members.Length == owner.Path.Members.Length + path.Path.Members.Length);

    [Fact]
    public void Long_paths_have_no_name()
    {
        var path = AccessPath.This;
        for (var length = 0; length < 4; length++)
            path = path.Member(Symbols[0])!;
        Assert.Null(path.Member(Symbols[0]));
    }

    [Fact]
    public void Names_are_short()
    {
        Assert.Equal("this", AccessPath.This.ToString());
        Assert.Equal("F0.F1", AccessPath.This.Member(Symbols[0])!.Member(Symbols[1])!.ToString());
    }

    private static (AccessPath, string) Build(int root, int[] members)
    {
        var path = root < 0 ? AccessPath.This : AccessPath.Of(Symbols[root]);
        foreach (var member in members)
            path = path.Member(Symbols[member])!;
        return (path, $"{root}:{string.Join('.', members)}");
    }

    private static ISymbol[] FindSymbols() =>
        [.. Code.Compilation(("A.cs", "class C { object F0, F1, F2; }")).GetTypeByMetadataName("C")!.GetMembers().OfType<IFieldSymbol>()];
}
