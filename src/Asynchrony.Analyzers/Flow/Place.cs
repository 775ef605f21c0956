using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Something that code reads or writes: a variable (local, parameter, field, property), the content of an object (elements, a library
/// object's inner state), or a target outside the process.
/// </summary>
internal sealed class Place
{
    private Place(ISymbol? variable, ITypeSymbol? content, string? output, AccessPath? path)
    {
        Variable = variable;
        Content = content;
        Output = output;
        Path = path;
    }

    /// <summary>The local, parameter, field or property; of a content, the one the object was reached through, if it has a name.</summary>
    public ISymbol? Variable { get; }

    /// <summary>The type of the object whose content is touched; null for anything else.</summary>
    public ITypeSymbol? Content { get; }

    public string? Output { get; }

    /// <summary>True for the time, which passes by itself: who reads it may measure.</summary>
    public bool IsClock => Output == "clock";

    /// <summary>True for the content of a sequence that a variable keeps: it may be a query, which runs when it is gone through.</summary>
    public bool IsKeptQuery => Variable is not null && Content is { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IOrderedEnumerable" or "IQueryable" or "IOrderedQueryable" };

    /// <summary>How it is reached; null where that has no lasting name.</summary>
    public AccessPath? Path { get; }

    /// <summary>True for a static field that each thread has for itself.</summary>
    public static bool IsOfThread(ISymbol? variable) => variable is IFieldSymbol { IsStatic: true } && variable.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");

    public static Place OfVariable(ISymbol variable, AccessPath? path) => new(variable.OriginalDefinition, null, null, path);

    public static Place OfContent(ITypeSymbol type, AccessPath? path) =>
        new(path is null || path.IsThis ? null : path.Members.IsEmpty ? path.Root : path.Members[path.Members.Length - 1], type, null, path);

    public static Place OfOutput(string target) => new(null, null, target, null);

    /// <summary>For the proof that two pieces of code do not touch: true wherever the two could be the same.</summary>
    public bool MayBe(Place other)
    {
        if (Output is not null || other.Output is not null)
            return Output == other.Output;
        if ((Content is null) != (other.Content is null))
            return false;
        if (Content is null)
            return SymbolEqualityComparer.Default.Equals(Variable, other.Variable);

        // Two members, or two variables, of different names are taken to hold different objects; a variable may hold what a member does.
        return Path is null || other.Path is null || Path.Members.IsEmpty != other.Path.Members.IsEmpty
            ? IsLike(Content, other.Content!)
            : SymbolEqualityComparer.Default.Equals(Variable, other.Variable);
    }

    /// <summary>For the claim that two pieces of code collide: true only where the two are surely the same.</summary>
    public bool Is(Place other) =>
        Output is null && other.Output is null && (Content is null) == (other.Content is null)
        && Path is not null && Path.Equals(other.Path);

    public override string ToString() => Output ?? $"{Path?.ToString() ?? Variable?.Name ?? Content?.Name}{(Content is null ? "" : "[]")}";

    /// <summary>Objects of unrelated types are not the same object.</summary>
    private static bool IsLike(ITypeSymbol one, ITypeSymbol other) =>
        one.TypeKind is TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic || other.TypeKind is TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic
        || one.SpecialType == SpecialType.System_Object || other.SpecialType == SpecialType.System_Object
        || one.DerivesFrom(other) || other.DerivesFrom(one);
}
