using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>Tells the story of locks taken in contradicting orders, as the threads live it.</summary>
internal static class LockCycle
{
    /// <summary>Set where the first function is the only one to take its two locks in this order.</summary>
    public const string Swap = "Swap";

    /// <summary>Set where the locks are those of two objects that the caller names.</summary>
    public const string Unordered = "Unordered";

    /// <summary>True where one type shows all of it, while it is being written.</summary>
    public static bool IsWithinType(ImmutableArray<LockEdge> cycle) =>
        cycle.All(edge => edge.IsWithinType && SymbolEqualityComparer.Default.Equals(edge.In.Type, cycle[0].In.Type));

    /// <summary>At the first place where somebody waits; every other acquisition and call of all chains is shown too.</summary>
    public static Finding Finding(DiagnosticDescriptor rule, ImmutableArray<LockEdge> cycle)
    {
        var told = cycle.Select((edge, index) =>
            $"{(index == 0 ? "T" : "t")}hread {(char)('A' + index)} in '{edge.In.Name}' holds '{edge.HeldName}' and waits for '{edge.TakenName}'");
        var finding = new Finding(rule, cycle[0].At, string.Join("; ", told)).Also([.. cycle.SelectMany(edge => edge.Places).Where(place => place != cycle[0].At).Distinct()]);
        return cycle.Length == 2 && cycle[0] is { IsOnlyOne: true, Taken.Calls.IsEmpty: true } ? finding.With(Swap, "true") : finding;
    }

    public static Finding Finding(DiagnosticDescriptor rule, LockEdge edge) => new Finding(
        rule, edge.At, $"'{edge.In.Name}' takes '{edge.HeldName}' and then '{edge.TakenName}', which somebody else may name the other way round: thread A holds one and waits for the other, thread B the reverse")
        .Also([.. edge.Places.Where(place => place != edge.At).Distinct()]).With(Unordered, "true");

    public static Finding Finding(DiagnosticDescriptor rule, Code code, ElementPair pair) => new Finding(
        rule, pair.Inner.GetLocation(), $"'{code.Name}' takes '{pair.OuterName}' and then '{pair.InnerName}', in no order that all threads keep to: thread A holds one and waits for the other, thread B the reverse")
        .Also(pair.Outer.GetLocation());
}
