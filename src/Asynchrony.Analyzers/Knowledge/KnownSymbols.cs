using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Asynchrony.Analyzers.Knowledge;

/// <summary>The types and members that rules talk about, resolved once per compilation; a type the compilation lacks matches nothing.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> Cache = new();

    public static KnownSymbols Of(Compilation compilation) => Cache.GetValue(compilation, found => new KnownSymbols(found));

    public ThreadSymbols Thread { get; } = new(Resolve(compilation, "System.Threading.Thread"));

    public KnownMember SuppressFlow { get; } = new(Resolve(compilation, "System.Threading.ExecutionContext"), "SuppressFlow");

    public TaskSymbols Task { get; } = new(
        Resolve(compilation, "System.Threading.Tasks.Task"), Resolve(compilation, "System.Threading.Tasks.Task`1"));

    public INamedTypeSymbol? ExpressionTree { get; } = Resolve(compilation, "System.Linq.Expressions.Expression`1");

    /// <summary>The type of that name: the project's own first, then the only visible one; null when several libraries offer it.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This is the one place that looks types up.")]
    private static INamedTypeSymbol? Resolve(Compilation compilation, string name)
    {
        if (compilation.GetTypeByMetadataName(name) is { } only)
            return only;

        var visible = compilation.GetTypesByMetadataName(name)
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            .ToImmutableArray();

        return visible.Length == 1 ? visible[0] : null;
    }
}

internal sealed class ThreadSymbols(INamedTypeSymbol? type)
{
    public INamedTypeSymbol? Type { get; } = type;
    public KnownMember Start { get; } = new(type, "Start");
    public KnownMember UnsafeStart { get; } = new(type, "UnsafeStart");
    public KnownMember Join { get; } = new(type, "Join");
    public KnownMember IsBackground { get; } = new(type, "IsBackground");

    public bool Is(ITypeSymbol? other) => Type is not null && SymbolEqualityComparer.Default.Equals(other, Type);

    public bool Starts(ISymbol member) => Start.Matches(member) || UnsafeStart.Matches(member);
}

internal sealed class TaskSymbols(INamedTypeSymbol? type, INamedTypeSymbol? generic)
{
    public INamedTypeSymbol? Type { get; } = type;
    public INamedTypeSymbol? Generic { get; } = generic;
    public KnownMember Run { get; } = new(type, "Run");
    public KnownMember Wait { get; } = new(type, "Wait");
    public KnownMember Result { get; } = new(generic, "Result");
}

/// <summary>A property, or all overloads of a method.</summary>
internal readonly struct KnownMember(INamedTypeSymbol? type, string name)
{
    public ISymbol? Any => type?.GetMembers(name).FirstOrDefault();

    public bool Matches(ISymbol? member) =>
        member is not null && member.Name == name && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition.ContainingType, type);
}
