namespace Asynchrony.Analyzers.Flow;

/// <summary>The elements of arrays that belong to one round of a loop alone: those whose index is the variable the loop counts by, or a copy of it.</summary>
internal sealed class Slots
{
    private readonly ILoopOperation loop;
    private readonly HashSet<ISymbol> counters = new(SymbolEqualityComparer.Default);

    private Slots(ILoopOperation loop)
    {
        this.loop = loop;
        if (loop.Counter() is { } counter)
            counters.Add(counter);
    }

    public static Slots Of(ILoopOperation loop) => new(loop);

    public bool IsSlot(IOperation element) => element is IArrayElementReferenceOperation { Indices: var indices } && indices.Any(IsCounter);

    /// <summary>The same for what is only looked at: also elements of lists.</summary>
    public bool IsElement(IOperation element) => IsSlot(element) || element is IPropertyReferenceOperation { Arguments: [{ Value: var index }] } && IsCounter(index);

    private bool IsCounter(IOperation index) => index.Unwrapped() is ILocalReferenceOperation { Local: var local } reference
        && (counters.Contains(local) || CapturedVariable.IsNewInEachRound(local, loop) && local.OnlyValue(reference)?.Unwrapped() is ILocalReferenceOperation { Local: var copied } && counters.Contains(copied));
}
