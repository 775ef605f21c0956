namespace Asynchrony.Analyzers.Flow.State;

/// <summary>A field or automatic property with every use that the code of its type makes of it.</summary>
internal sealed class VariableState(ISymbol variable, ITypeSymbol type, ITypeSymbol content, bool isCollection, IReadOnlyList<StateUse> uses)
{
    public ISymbol Variable => variable;

    public ITypeSymbol Type => type;

    /// <summary>The type of what is in it: of the collection that an interface stands for, where it is always the same; else as declared.</summary>
    public ITypeSymbol Content => content;

    /// <summary>Where it is declared in its file.</summary>
    public int Start { get; } = variable.Locations.FirstOrDefault()?.SourceSpan.Start ?? -1;

    /// <summary>True for a collection that several threads must not change at once, and for an array.</summary>
    public bool IsCollection => isCollection;

    /// <summary>All uses, in the order of files and text.</summary>
    public IReadOnlyList<StateUse> Uses => uses;

    /// <summary>False where the collection is filled before anybody else has it, and then replaced as a whole: whoever reads it reads what nobody changes.</summary>
    public bool IsChangedInPlace => Shared.Any(use => use.Is(UseKind.ChangesContent));

    /// <summary>The uses at which other threads may have the object: none of construction.</summary>
    public IEnumerable<StateUse> Shared => uses.Where(use => !use.IsConstruction);
}
