using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the rules of one compilation share: each body is surveyed and each graph built once, whichever rule asks first.</summary>
internal sealed class Engine
{
    private static readonly ConditionalWeakTable<Compilation, Engine> Cache = new();

    /// <summary>The bodies surveyed last, by their hash. Every rule asks for a body while it is at hand, so a few places are enough.</summary>
    private readonly Survey?[] surveys = new Survey?[64];
    private readonly ConditionalWeakTable<ControlFlowGraph, Built> graphs = new();

    private Engine()
    {
    }

    public static Engine Of(Compilation compilation) => Cache.GetValue(compilation, _ => new Engine());

    public Survey Survey(IOperation root)
    {
        ref var place = ref surveys[RuntimeHelpers.GetHashCode(root) % surveys.Length];
        return place is { } known && known.Root == root ? known : place = Flow.Survey.Of(root);
    }

    /// <summary>Null when the graph is too large.</summary>
    public FlowGraph? Graph(ControlFlowGraph graph, CancellationToken cancellation) =>
        graphs.GetValue(graph, found => new Built(FlowGraph.Of(found, cancellation))).Graph;

    private sealed class Built(FlowGraph? graph)
    {
        public FlowGraph? Graph { get; } = graph;
    }
}
