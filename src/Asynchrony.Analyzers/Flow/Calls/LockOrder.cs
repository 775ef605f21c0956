using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>A function takes one lock while it holds another.</summary>
internal sealed record LockEdge(Code In, TakenLock Held, Reached Taken, LockNode From, LockNode To)
{
    /// <summary>The other locks that keep others out meanwhile.</summary>
    public IReadOnlyList<LockNode> Gates { get; init; } = [];

    /// <summary>True where both locks are members of one object.</summary>
    public bool HasOneOwner { get; init; }

    /// <summary>True where either lock is there once.</summary>
    public bool IsStatic { get; init; }

    /// <summary>True where nothing else in the program takes one of these locks under the other in this order.</summary>
    public bool IsOnlyOne { get; init; }

    /// <summary>True where one type alone shows it.</summary>
    public bool IsWithinType => Taken.IsWithinType;

    public string HeldName => Held.Path.ToString();

    public string TakenName => Taken.Lock!.ToString();

    /// <summary>Where the function stands when it waits for the second lock.</summary>
    public Location At => Taken.At.Head();

    /// <summary>Where the first lock is taken, then the whole way to the second.</summary>
    public IEnumerable<Location> Places => Taken.Way.Prepend(Held.At.Head());
}

/// <summary>Locks that functions of a <see cref="CallGraph"/> take in orders that contradict each other, so that each may wait for the other for ever.</summary>
internal sealed class LockOrder
{
    private const int LongestCycle = 4;

    /// <summary>More edges than any program needs whose locks a person could still tell apart.</summary>
    private const int MaximalSearch = 500_000;

    private readonly Dictionary<LockNode, List<LockEdge>> edges = [];
    private readonly Dictionary<LockNode, int> order = [];
    private readonly List<LockNode> nodes = [];
    private readonly CancellationToken cancellation;
    private int searched;

    private LockOrder(CallGraph graph)
    {
        cancellation = graph.Cancellation;
        foreach (var code in graph.Functions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!code.IsConstruction)
                foreach (var edge in EdgesOf(code, graph))
                {
                    if (!edges.TryGetValue(edge.From, out var known))
                    {
                        edges.Add(edge.From, known = []);
                        order.Add(edge.From, nodes.Count);
                        nodes.Add(edge.From);
                    }

                    known.Add(edge);
                }
        }
    }

    /// <summary>Every cycle once: the edges in the order in which each waits for the next.</summary>
    public static IReadOnlyList<ImmutableArray<LockEdge>> CyclesIn(CallGraph graph)
    {
        var all = new LockOrder(graph);
        var found = new List<ImmutableArray<LockEdge>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var index = 0; index < all.nodes.Count; index++)
            all.Search(index, ImmutableArray<LockEdge>.Empty, found, seen);
        return found;
    }

    /// <summary>Two locks of one kind, of two objects, in the order in which the caller happens to name them.</summary>
    public static IEnumerable<LockEdge> Unordered(CallGraph graph)
    {
        foreach (var code in graph.Functions)
            foreach (var step in Steps(code, graph))
                foreach (var held in step.First.Held)
                    if (step is { Lock: { } taken } && step.Calls.Length <= 1 && !held.Path.Equals(taken) && IsExclusive(held.Kind, step)
                        && !code.Compares && LockNode.Of(held.Path, code) is { } node)
                        if (node.Equals(LockNode.Of(taken, code)))
                        {
                            if (AreChosenByCaller(held.Path, taken))
                                yield return Edge(code, held, step, node, node);
                        }
                        else if (step.Calls.IsEmpty && AreAlike(held.Path, taken) && graph.GivesNeighbours(code.Type) is { } isWithin)
                            yield return Edge(code, held, step with { IsWithinType = isWithin }, node, node);
    }

    /// <summary>True for two fields of one object that may hold what the same two of another hold the other way round.</summary>
    private static bool AreAlike(AccessPath held, AccessPath taken) =>
        held is { Root: null, Members: [IFieldSymbol { IsReadOnly: true } one] } && taken is { Root: null, Members: [IFieldSymbol { IsReadOnly: true } other] } && SymbolEqualityComparer.Default.Equals(one.Type, other.Type);

    private static IEnumerable<LockEdge> EdgesOf(Code code, CallGraph graph)
    {
        foreach (var step in Steps(code, graph))
        {
            if (step.Lock is not { } taken || LockNode.Of(taken, code) is not { } to || step.Held.Any(held => to.Equals(LockNode.Of(held.Path, code))) || IsHeldByCallers(code, to, graph, depth: 0))
                continue;

            foreach (var held in step.First.Held)
                if (held.At != step.Step.At && LockNode.Of(held.Path, code) is { } from && IsExclusive(held.Kind, step))
                    yield return Edge(code, held, step, from, to) with
                    {
                        Gates = [.. step.Held.Concat(graph.HeldAtEntry(code)).Where(other => !other.Path.Equals(held.Path)).Select(other => LockNode.Of(other.Path, code)).OfType<LockNode>()],
                    };
        }
    }

    /// <summary>True where all who call the function hold the lock already: then it waits for nobody.</summary>
    private static bool IsHeldByCallers(Code code, LockNode node, CallGraph graph, int depth) =>
        depth < 3 && graph.CallersOf(code) is { Count: > 0 } callers
        && callers.All(call => call.Call.Held.Any(held => node.Equals(LockNode.Of(held.Path, call.Caller))) || IsHeldByCallers(call.Caller, node, graph, depth + 1));

    private static LockEdge Edge(Code code, TakenLock held, Reached step, LockNode from, LockNode to) => new(code, held, step, from, to)
    {
        HasOneOwner = Owner(held.Path) is { } owner && owner.Equals(Owner(step.Lock!)),
        IsStatic = held.Path.Root is ITypeSymbol || step.Lock!.Root is ITypeSymbol,
    };

    /// <summary>The locks that a function takes itself, and those taken in its calls, while it holds one.</summary>
    private static IEnumerable<Reached> Steps(Code code, CallGraph graph)
    {
        foreach (var reached in graph.Of(code.Key))
            if (reached.Step.Kind == StepKind.Acquire && !reached.Step.Lock!.Value.MayFail && reached.Guesses == 0 && !reached.First.Held.IsEmpty)
                yield return reached;
    }

    private static bool IsExclusive(string held, Reached step) => held != "reader" || step.Step.Lock!.Value.Kind != "reader";

    private static AccessPath? Owner(AccessPath path) => path.Members.IsEmpty ? null : path.Without();

    /// <summary>True for two objects of which the function knows no more than that somebody gave them to it.</summary>
    private static bool AreChosenByCaller(AccessPath held, AccessPath taken) =>
        held.Members.SequenceEqual(taken.Members, SymbolEqualityComparer.Default)
        && taken.Root is IParameterSymbol && (held.Root is IParameterSymbol || held.Root is null);

    private void Search(int first, ImmutableArray<LockEdge> way, List<ImmutableArray<LockEdge>> found, HashSet<string> seen)
    {
        var at = way.IsEmpty ? nodes[first] : way[way.Length - 1].To;
        if (!edges.TryGetValue(at, out var next))
            return;

        foreach (var edge in next)
        {
            cancellation.ThrowIfCancellationRequested();
            if (searched++ >= MaximalSearch)
                return;

            if (edge.To.Equals(nodes[first]) && !way.IsEmpty)
            {
                var cycle = way.Add(edge);
                if (IsPossible(cycle) && seen.Add(string.Join(";", cycle.Select(part => order[part.From]))))
                    found.Add(FromFirst(cycle));
            }
            else if (way.Length + 1 < LongestCycle && order.TryGetValue(edge.To, out var index) && index > first && !way.Any(before => before.From.Equals(edge.To)) && (way.IsEmpty || !HasChord(way, edge)))
                Search(first, way.Add(edge), found, seen);
        }
    }

    /// <summary>The story begins where the text does.</summary>
    private ImmutableArray<LockEdge> FromFirst(ImmutableArray<LockEdge> cycle)
    {
        var first = cycle.InTextOrder(edge => edge.Taken.At).First();
        var index = cycle.IndexOf(first);
        return cycle.RemoveRange(0, index).AddRange(cycle.Take(index)).SetItem(0, first with { IsOnlyOne = edges[first.From].Count(edge => edge.To.Equals(first.To)) == 1 });
    }

    /// <summary>A shorter cycle tells of the same.</summary>
    private bool HasChord(ImmutableArray<LockEdge> way, LockEdge edge) =>
        edges.TryGetValue(edge.To, out var back) && back.Exists(other => way.Any(before => !before.From.Equals(way[0].From) && other.To.Equals(before.From)));

    /// <summary>True where all may be under way at once, about the same objects.</summary>
    private static bool IsPossible(ImmutableArray<LockEdge> cycle)
    {
        if (cycle.Select(edge => edge.In).Distinct().Count() == 1 && cycle.Select(edge => edge.Taken.At).Distinct().Count() == 1)
            return false;

        for (var one = 0; one < cycle.Length; one++)
            for (var other = one + 1; other < cycle.Length; other++)
            {
                var (locks, gates) = (cycle[one], cycle[other]);
                if (locks.Gates.Any(gate => !cycle.Any(edge => edge.From.Equals(gate)) && gates.Gates.Contains(gate)))
                    return false;
            }

        return cycle.All(edge => edge.HasOneOwner || edge.IsStatic) || cycle.All(edge => !edge.HasOneOwner || edge.IsStatic);
    }
}
