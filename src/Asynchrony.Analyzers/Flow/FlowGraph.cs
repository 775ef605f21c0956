using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>One way from a node to the next. <see cref="When"/> is the value of the node's branch that leads here.</summary>
internal readonly record struct FlowEdge(FlowNode To, bool? When, bool Exceptional)
{
    /// <summary>For a way out of the function, the node that decided to leave: another one where finally blocks lie between.</summary>
    public FlowNode? Leaver { get; init; }
}

/// <summary>A basic block in one context: a finally block is one node for every way into it, so paths through it never mix.</summary>
internal sealed class FlowNode(BasicBlock block, int index)
{
    private ImmutableArray<IOperation> operations;

    public BasicBlock Block { get; } = block;

    public int Index { get; } = index;

    public List<FlowEdge> Out { get; } = [];

    /// <summary>The block's operations and its branch value, each after its operands: in the order they are evaluated.</summary>
    public ImmutableArray<IOperation> Operations => operations.IsDefault ? operations = Evaluated(Block) : operations;

    private static ImmutableArray<IOperation> Evaluated(BasicBlock block)
    {
        if (block.Operations.IsEmpty && block.BranchValue is null)
            return ImmutableArray<IOperation>.Empty;

        var evaluated = ImmutableArray.CreateBuilder<IOperation>();
        var pending = new Stack<(IOperation Operation, bool Ready)>();

        for (var index = 0; index <= block.Operations.Length; index++)
        {
            if ((index < block.Operations.Length ? block.Operations[index] : block.BranchValue) is not { } root)
                continue;

            pending.Push((root, false));
            while (pending.Count > 0)
            {
                var (operation, ready) = pending.Pop();
                if (ready)
                {
                    evaluated.Add(operation);
                    continue;
                }

                pending.Push((operation, true));
                foreach (var child in operation.ChildOperations.Reverse())
                    pending.Push((child, false));
            }
        }

        return evaluated.ToImmutable();
    }
}

/// <summary>
/// Roslyn's control-flow graph of one function with what it leaves implicit made explicit: ways through finally blocks,
/// exceptional ways into handlers, constant conditions. Only nodes that can be reached from the entry exist.
/// A graph with more than <see cref="Limit"/> nodes is not built: whoever asks stays silent.
/// </summary>
internal sealed class FlowGraph
{
    private const int Limit = 20_000;

    private readonly ControlFlowGraph graph;
    private readonly Dictionary<(int Block, Frame? Context), FlowNode> nodes = [];
    private readonly Queue<(FlowNode Node, Frame? Context)> pending = new();
    private readonly CancellationToken cancellation;

    private FlowGraph(ControlFlowGraph graph, CancellationToken cancellation)
    {
        this.graph = graph;
        this.cancellation = cancellation;
        Entry = NodeOf(graph.Blocks[0], null);
        ExceptionalExit = new FlowNode(graph.Blocks[graph.Blocks.Length - 1], -1);
    }

    public FlowNode Entry { get; }

    /// <summary>Where the function ends by an exception nobody here catches.</summary>
    public FlowNode ExceptionalExit { get; }

    public List<FlowNode> Nodes { get; } = [];

    public IEnumerable<FlowNode> Exits => Nodes.Where(node => node.Block.Kind == BasicBlockKind.Exit);

    public static FlowGraph? Of(ControlFlowGraph graph, CancellationToken cancellation)
    {
        var flow = new FlowGraph(graph, cancellation);
        return flow.Expand() ? flow : null;
    }

    /// <summary>The places where the operation of the function's tree stands in the graph: several when it is in a finally block, none when it cannot be reached.</summary>
    public IEnumerable<(FlowNode Node, int Index)> Find(IOperation operation)
    {
        foreach (var node in Nodes)
            for (var index = 0; index < node.Operations.Length; index++)
                if (node.Operations[index].Syntax == operation.Syntax && node.Operations[index].Kind == operation.Kind)
                    yield return (node, index);
    }

    /// <summary>The places behind an operation: what the compiler converts its value to has the same syntax, and is no operation of its own.</summary>
    private IEnumerable<(FlowNode Node, int Index)> Behind(IOperation operation)
    {
        foreach (var (node, found) in Find(operation))
        {
            var index = found + 1;
            while (index < node.Operations.Length && node.Operations[index] is IConversionOperation { IsImplicit: true } conversion && conversion.Syntax == operation.Syntax)
                index++;
            yield return (node, index);
        }
    }

    public bool CanReach(IOperation operation) => Find(operation).Any();

    /// <summary>True if some path leads from behind <paramref name="from"/> to a target without meeting a barrier first.</summary>
    public bool Leads(IOperation from, Func<IOperation, bool> target, Func<IOperation, bool> barrier, bool alongExceptions = false) =>
        Leads(Behind(from), target, barrier, alongExceptions);

    /// <summary>The same from where the function begins.</summary>
    public bool LeadsIn(Func<IOperation, bool> target, Func<IOperation, bool> barrier) => Leads([(Entry, 0)], target, barrier, alongExceptions: false);

    private bool Leads(IEnumerable<(FlowNode Node, int Index)> from, Func<IOperation, bool> target, Func<IOperation, bool> barrier, bool alongExceptions)
    {
        var seen = new HashSet<FlowNode>();
        var open = new Stack<(FlowNode Node, int Index)>(from);

        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, index) = open.Pop();
            var stopped = false;

            for (; index < node.Operations.Length && !stopped; index++)
            {
                if (target(node.Operations[index]))
                    return true;
                stopped = barrier(node.Operations[index]);
            }

            if (stopped)
                continue;

            foreach (var edge in node.Out)
                if ((alongExceptions || !edge.Exceptional) && seen.Add(edge.To))
                    open.Push((edge.To, 0));
        }

        return false;
    }

    /// <summary>
    /// The last operation on some path from behind <paramref name="from"/> to a normal end of the function that meets no barrier; null when
    /// there is no such path.
    /// </summary>
    public IOperation? LeadsOut(IOperation from, Func<IOperation, bool> barrier) => LeadsOut(Behind(from).Select(place => (place.Node, place.Index, from)), barrier);

    private IOperation? LeadsOut(IEnumerable<(FlowNode Node, int Index, IOperation Last)> starts, Func<IOperation, bool> barrier)
    {
        var seen = new HashSet<FlowNode>();
        var open = new Queue<(FlowNode Node, int Index, IOperation Last)>(starts);

        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, index, last) = open.Dequeue();
            if (node.Block.Kind == BasicBlockKind.Exit && node != ExceptionalExit)
                return last;

            var stopped = false;
            for (; index < node.Operations.Length && !stopped; index++)
            {
                last = node.Operations[index];
                stopped = barrier(last);
            }

            if (stopped)
                continue;

            foreach (var edge in node.Out)
                if (!edge.Exceptional && seen.Add(edge.To))
                    open.Enqueue((edge.To, 0, last));
        }

        return null;
    }

    /// <summary>True if some path leads from a handler of what fails to a normal end of the function and meets no barrier.</summary>
    public bool LeadsOutOfHandler(IOperation failing, Func<IOperation, bool> barrier) =>
        LeadsOut(Find(failing).SelectMany(place => place.Node.Out).Where(edge => edge.Exceptional).Select(edge => (edge.To, 0, failing)), barrier) is not null;

    /// <summary>The nodes that decide to leave the function on some path from behind <paramref name="from"/> that meets no barrier, in the order of the graph.</summary>
    public IEnumerable<FlowNode> WaysOut(IOperation from, Func<IOperation, bool> barrier)
    {
        var seen = new HashSet<FlowNode>();
        var found = new HashSet<FlowNode>();
        var open = new Stack<(FlowNode Node, int Index)>(Behind(from));

        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, index) = open.Pop();
            while (index < node.Operations.Length && !barrier(node.Operations[index]))
                index++;
            if (index < node.Operations.Length)
                continue;

            foreach (var edge in node.Out)
                if (edge is { Exceptional: false, Leaver: { } leaver })
                    found.Add(leaver);
                else if (!edge.Exceptional && seen.Add(edge.To))
                    open.Push((edge.To, 0));
        }

        return Nodes.Where(found.Contains);
    }

    private bool Expand()
    {
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Nodes.Count > Limit)
                return false;

            var (node, context) = pending.Dequeue();
            var block = node.Block;
            var constant = block.BranchValue?.ConstantValue is { HasValue: true, Value: bool value } ? value : (bool?)null;
            var taken = block.ConditionKind switch
            {
                ControlFlowConditionKind.WhenTrue => true,
                ControlFlowConditionKind.WhenFalse => false,
                _ => (bool?)null,
            };

            if (block.ConditionalSuccessor is { } branch && (constant is null || constant == taken))
                Follow(node, branch, taken, context);
            if (block.FallThroughSuccessor is { } next && (taken is null || constant is null || constant != taken))
                Follow(node, next, !taken, context);
            if (block.Kind == BasicBlockKind.Block)
                Throw(node, block.EnclosingRegion, context);
        }

        return true;
    }

    private void Follow(FlowNode node, ControlFlowBranch branch, bool? when, Frame? context)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow or ControlFlowBranchSemantics.Error:
                return; // Every block has its exceptional ways already.
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(node, context);
                return;
        }

        if (branch.Destination is { } destination)
            Through(node, branch.FinallyRegions, 0, destination, when, context, leaver: node);
    }

    /// <summary>Goes through the finally blocks that a branch leaves, innermost first, and on to where the branch wanted to go.</summary>
    private void Through(FlowNode node, ImmutableArray<ControlFlowRegion> regions, int at, BasicBlock destination, bool? when, Frame? context, FlowNode leaver)
    {
        var to = at < regions.Length
            ? NodeOf(graph.Blocks[regions[at].FirstBlockOrdinal], new Frame(regions[at], regions, at, destination, context, leaver))
            : NodeOf(destination, context);
        node.Out.Add(new FlowEdge(to, when, Exceptional: false) { Leaver = destination.Kind == BasicBlockKind.Exit && to.Block == destination ? leaver : null });
    }

    private void Resume(FlowNode node, Frame? context)
    {
        // The end of a filter is no end of a finally block: it decides between its handler and the next one.
        if (node.Block.EnclosingRegion.EnclosingRegion is { Kind: ControlFlowRegionKind.FilterAndHandler } || context is null)
            return;

        if (context.Destination is { } destination)
            Through(node, context.Regions, context.At + 1, destination, when: null, context.Outer, context.Leaver!);
        else
            Throw(node, context.Finally.EnclosingRegion!.EnclosingRegion!, context.Outer);
    }

    /// <summary>Adds the ways an exception takes from a region: to every handler around it, through finally blocks, or out of the function.</summary>
    private void Throw(FlowNode node, ControlFlowRegion from, Frame? context)
    {
        for (var region = from; region.Kind != ControlFlowRegionKind.Root && region.EnclosingRegion is { } outer; region = outer)
        {
            if (region.Kind == ControlFlowRegionKind.Finally)
                context = context?.Outer;

            if (region.Kind != ControlFlowRegionKind.Try)
                continue;

            foreach (var handler in outer.NestedRegions)
            {
                if (handler == region)
                    continue;

                var first = graph.Blocks[handler.FirstBlockOrdinal];
                var entered = handler.Kind == ControlFlowRegionKind.Finally
                    ? NodeOf(first, new Frame(handler, ImmutableArray<ControlFlowRegion>.Empty, 0, null, context, null))
                    : NodeOf(first, context);
                node.Out.Add(new FlowEdge(entered, When: null, Exceptional: true));

                if (handler.Kind == ControlFlowRegionKind.Finally || CatchesAll(handler))
                    return;
            }
        }

        node.Out.Add(new FlowEdge(ExceptionalExit, When: null, Exceptional: true));
    }

    private static bool CatchesAll(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && handler.ExceptionType.IsOfAllExceptions();

    private FlowNode NodeOf(BasicBlock block, Frame? context)
    {
        if (nodes.TryGetValue((block.Ordinal, context), out var node))
            return node;

        node = new FlowNode(block, Nodes.Count);
        nodes.Add((block.Ordinal, context), node);
        Nodes.Add(node);
        pending.Enqueue((node, context));
        return node;
    }

    /// <summary>A finally block under way, and where it goes on: to a destination, or with the exception that entered it.</summary>
    private sealed record Frame(ControlFlowRegion Finally, ImmutableArray<ControlFlowRegion> Regions, int At, BasicBlock? Destination, Frame? Outer, FlowNode? Leaver);
}
