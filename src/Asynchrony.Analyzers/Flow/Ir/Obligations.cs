namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>
/// Follows what must be ended - acquired and released, started and joined, opened and completed - along every path of a function. Paths are
/// kept apart by what is open and by the outcome of tests that come again, so that <c>if (taken) Exit()</c> is understood. It knows no API.
/// </summary>
internal sealed class Obligations
{
    private readonly MethodIr ir;
    private readonly ImmutableArray<HashSet<object>> asked;
    private readonly HashSet<Thing> opened;
    private PathStates?[] entries = [];
    private List<(Event Step, PathStates States)>? seen;

    private Obligations(MethodIr ir)
    {
        this.ir = ir;
        asked = AskedFrom(ir);
        opened = [.. ir.Events.Where(step => step.Verb is Verb.Open or Verb.TryOpen).Select(step => step.Thing!)];
    }

    /// <summary>The states of all paths to a normal end.</summary>
    public PathStates AtEnd => ir.Exits.Select(exit => entries[exit]).OfType<PathStates>().Aggregate(PathStates.None, (all, states) => all.With(states));

    /// <summary>Each way to a normal end, with the states of the paths that take it.</summary>
    public IEnumerable<(End End, PathStates States)> Ends
    {
        get
        {
            var ends = new List<(End, PathStates)>();
            for (var node = 0; node < entries.Length; node++)
                if (entries[node] is { } states && ir.Nodes[node].Edges.Any(edge => edge.End is not null))
                    Step(node, states, (edge, taken) => { if (edge.End is { } end) ends.Add((end, taken)); }, see: null);
            return ends;
        }
    }

    /// <summary>The states of all paths that leave by an exception.</summary>
    public PathStates AtThrow => entries[ir.Thrown] ?? PathStates.None;

    /// <summary>Null where the function has too many paths to be judged.</summary>
    public static Obligations? Of(MethodIr ir, CancellationToken cancellation)
    {
        var solved = new Obligations(ir);
        var tooMany = false;
        var entries = Forward.Solve(
            ir.Nodes.Length, 0, PathStates.Of(PathState.Initial), (one, other) => one.With(other),
            (node, states, arrive) =>
            {
                tooMany |= states.Count > PathStates.Limit;
                if (!tooMany)
                    solved.Step(node, states, (edge, taken) => arrive(edge.To, taken), see: null);
            },
            cancellation);

        if (entries is null || tooMany)
            return null;

        solved.entries = entries;
        return solved;
    }

    /// <summary>Shows every event that can be reached with the states of the paths that reach it.</summary>
    public void Replay(Action<Event, PathStates> see)
    {
        foreach (var (step, states) in Seen)
            see(step, states);
    }

    /// <summary>Found at the first question, for every rule asks again. Whoever comes second at the same time finds the same.</summary>
    private List<(Event Step, PathStates States)> Seen
    {
        get
        {
            if (seen is { } known)
                return known;

            var found = new List<(Event, PathStates)>();
            for (var node = 0; node < entries.Length; node++)
                if (entries[node] is { } states)
                    Step(node, states, arrive: null, (step, reached) => found.Add((step, reached)));
            return seen = found;
        }
    }

    private void Step(int index, PathStates states, Action<IrEdge, PathStates>? arrive, Action<Event, PathStates>? see)
    {
        var node = ir.Nodes[index];
        PathStates? left = null;

        foreach (var step in node.Events)
        {
            see?.Invoke(step, states);
            if (step.Verb == Verb.Stop)
                return;

            if (step.Verb != Verb.MayThrow)
                states = After(step, states);
            else if (arrive is not null && !ReferenceEquals(left, states)) // Whatever throws next leaves in the same states.
                Leave(node, left = states, arrive);
        }

        if (arrive is null)
            return;

        foreach (var edge in node.Edges)
            if (!edge.Exceptional && states.Select((state, way) => way.Self.Taking(way.Edge, way.Branch, state)?.Keeping(way.Self.asked[way.Edge.To]), (Self: this, Edge: edge, node.Branch)) is { IsEmpty: false } taken)
                arrive(edge, taken);
    }

    private void Leave(IrNode node, PathStates states, Action<IrEdge, PathStates> arrive)
    {
        foreach (var edge in node.Edges)
            if (edge.Exceptional)
                arrive(edge, states.Select((state, tests) => state.Throwing().Keeping(tests), asked[edge.To]));
    }

    private PathStates After(Event step, PathStates states) => step.Verb switch
    {
        Verb.Open => states.Select((state, step) => state.Opening(step.Thing!, step.At), step),
        Verb.TryOpen => states.Select((state, step) => state.Opening(step.Thing!, step.At).Knowing(step.Test!, true), step)
            .With(states.Select((state, step) => state.Missing(step.Thing!, step.At).Knowing(step.Test!, false), step)),
        Verb.Close => states.Select((state, step) => state.Closing(step.Thing!, step.At, step.Implied), step),
        Verb.Assign => states.Select((state, way) => Assigning(way.step, way.tests, state), (step, tests: ir.Mentioning(step.Test!).Add(step.Test!))),
        _ => states,
    };

    private static PathState Assigning(Event step, ImmutableArray<object> tests, PathState state)
    {
        var value = step.Value is { } truth ? state.Knows(truth) : null;
        var forgetting = state.Forgetting(tests);
        return value is { } known ? forgetting.Knowing(step.Test!, known) : forgetting;
    }

    /// <summary>The state behind a branch; null where what is known excludes this way.</summary>
    private PathState? Taking(IrEdge edge, Branch? branch, PathState state)
    {
        if (edge.When is not { } when || branch is null)
            return state;

        if (branch.Held is { } thing && (state.Holding(thing) is not null || opened.Contains(thing)))
            return when != branch.Truth.Negated == state.Holding(thing) is not null ? state : null; // Who opens it here knows whether it is open: a caller who had opened it as well is not thought of.

        if (branch.Null is { } tested && IsOpen(tested, state))
            return when == branch.Truth.Negated ? state : null;

        if (state.Knows(branch.Truth) is { } known)
            return known == when ? state : null;

        return branch.Truth.Test is { } test ? state.Knowing(test, when != branch.Truth.Negated) : state;
    }

    private static bool IsOpen(object identity, PathState state)
    {
        foreach (var hold in state.Open)
            if (hold.Thing.Identity.Equals(identity))
                return true;
        return false;
    }

    /// <summary>For each node, the tests that some branch or assignment from there on asks.</summary>
    private static ImmutableArray<HashSet<object>> AskedFrom(MethodIr ir)
    {
        var asked = ir.Nodes.Select(AskedIn).ToImmutableArray();

        for (var changed = true; changed;)
        {
            changed = false;
            for (var index = ir.Nodes.Length - 1; index >= 0; index--)
                foreach (var edge in ir.Nodes[index].Edges)
                {
                    var before = asked[index].Count;
                    asked[index].UnionWith(asked[edge.To]);
                    changed |= asked[index].Count != before;
                }
        }

        return asked;
    }

    private static HashSet<object> AskedIn(IrNode node)
    {
        var asked = new HashSet<object>();
        foreach (var step in node.Events)
            if (step.Value?.Test is { } value)
                asked.Add(value);
        if (node.Branch?.Truth.Test is { } test)
            asked.Add(test);
        return asked;
    }
}
