namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>A thing that is open, and the operation that opened it.</summary>
internal readonly record struct Hold(Thing Thing, IOperation At);

/// <summary>
/// What is true on one path: what is open, in the order it was opened; what was closed without having been opened here; what was closed
/// already; and the tests whose outcome is known. Immutable, with equality.
/// </summary>
internal sealed class PathState : IEquatable<PathState>
{
    /// <summary>A thing opened at one place again and again counts up to this: more says no more.</summary>
    private const int MaximalCount = 2;

    public static readonly PathState Initial = new(ImmutableArray<Hold>.Empty, ImmutableArray<Hold>.Empty, ImmutableArray<Hold>.Empty, ImmutableArray<Hold>.Empty, ImmutableArray<(object, bool)>.Empty, thrown: false);

    private readonly ImmutableArray<(object Test, bool Value)> known;
    private readonly int hash;

    private PathState(ImmutableArray<Hold> open, ImmutableArray<Hold> lent, ImmutableArray<Hold> closed, ImmutableArray<Hold> missed, ImmutableArray<(object, bool)> known, bool thrown)
    {
        Open = open;
        Lent = lent;
        Closed = closed;
        Missed = missed;
        this.known = known;
        Thrown = thrown;

        foreach (var hold in open)
            hash = unchecked(hash * 31 + hold.GetHashCode());
        foreach (var hold in lent)
            hash = unchecked(hash * 37 + hold.GetHashCode());
        foreach (var hold in closed)
            hash = unchecked(hash + hold.GetHashCode());
        foreach (var hold in missed)
            hash = unchecked(hash + 41 * hold.GetHashCode());
        foreach (var (test, value) in known)
            hash = unchecked(hash + (value ? 3 : 5) * test.GetHashCode());
    }

    public ImmutableArray<Hold> Open { get; }

    /// <summary>Closed here, opened by somebody else: the caller's, until it is opened again.</summary>
    public ImmutableArray<Hold> Lent { get; }

    /// <summary>Opened and closed here, and not opened since; with the operation that closed it.</summary>
    public ImmutableArray<Hold> Closed { get; }

    /// <summary>What was tried to open here in vain, and not opened since; with the operation that tried.</summary>
    public ImmutableArray<Hold> Missed { get; }

    /// <summary>True where an exception was under way on the path.</summary>
    public bool Thrown { get; }

    public Hold? Holding(Thing thing)
    {
        for (var index = Open.Length - 1; index >= 0; index--)
            if (Open[index].Thing.Equals(thing))
                return Open[index];
        return null;
    }

    public bool? Knows(object test)
    {
        foreach (var (known, value) in known)
            if (Same(known, test))
                return value;
        return null;
    }

    public bool? Knows(Truth truth) => truth.Test is null ? !truth.Negated : Knows(truth.Test) is { } value ? value != truth.Negated : null;

    public PathState Opening(Thing thing, IOperation at)
    {
        if (Place(Lent, thing) is >= 0 and var lent)
            return new PathState(Open, Lent.RemoveAt(lent), Closed, Missed, known, Thrown);

        var count = 0;
        foreach (var hold in Open)
            if (hold.Thing.Equals(thing) && hold.At == at)
                count++;

        return new PathState(count < MaximalCount ? Open.Add(new Hold(thing, at)) : Open, Lent, Without(Closed, thing), Without(Missed, thing), known, Thrown);
    }

    public PathState Closing(Thing thing, IOperation at, bool implied)
    {
        for (var index = Open.Length - 1; index >= 0; index--)
            if (Open[index].Thing.Equals(thing))
            {
                var left = Open.RemoveAt(index);
                return new PathState(left, Lent, Place(left, thing) >= 0 || Place(Closed, thing) >= 0 ? Closed : Closed.Add(new Hold(thing, at)), Missed, known, Thrown);
            }

        return implied || Place(Lent, thing) >= 0 ? this : new PathState(Open, Lent.Add(new Hold(thing, at)), Closed, Missed, known, Thrown);
    }

    public PathState Missing(Thing thing, IOperation at) => Holding(thing) is not null || Place(Missed, thing) >= 0 ? this
        : new PathState(Open, Lent, Closed, Missed.Add(new Hold(thing, at)), known, Thrown);

    public PathState Knowing(object test, bool value) => Knows(test) == value ? this
        : new PathState(Open, Lent, Closed, Missed, Without(test).Add((test, value)), Thrown);

    public PathState Forgetting(ImmutableArray<object> tests)
    {
        var left = known;
        for (var index = left.Length - 1; index >= 0; index--)
            if (IsAmong(tests, left[index].Test))
                left = left.RemoveAt(index);

        return left.Length == known.Length ? this : new PathState(Open, Lent, Closed, Missed, left, Thrown);
    }

    /// <summary>Keeps only what later branches ask: facts nobody asks for only multiply paths.</summary>
    public PathState Keeping(HashSet<object> tests)
    {
        var left = known;
        for (var index = left.Length - 1; index >= 0; index--)
            if (!tests.Contains(left[index].Test))
                left = left.RemoveAt(index);

        return left.Length == known.Length ? this : new PathState(Open, Lent, Closed, Missed, left, Thrown);
    }

    public PathState Throwing() => Thrown ? this : new PathState(Open, Lent, Closed, Missed, known, thrown: true);

    public bool Equals(PathState? other) =>
        other is not null && hash == other.hash && Thrown == other.Thrown
        && AreSame(Open, other.Open) && AreSame(Lent, other.Lent) && HasAll(Closed, other.Closed) && HasAll(Missed, other.Missed)
        && KnowsAll(other);

    public override bool Equals(object? obj) => Equals(obj as PathState);

    public override int GetHashCode() => hash;

    public override string ToString() =>
        string.Join(", ", Open.Select(hold => hold.Thing.Name).Concat(Lent.Select(hold => $"-{hold.Thing.Name}"))
            .Concat(known.Select(entry => (entry.Value ? "" : "!") + Truth.Text(entry.Test)).OrderBy(text => text, StringComparer.Ordinal)).Concat(Thrown ? ["thrown"] : []));

    // No lambdas from here on: these questions are asked for every step of every path.

    /// <summary>Where a thing stands among others, or -1.</summary>
    private static int Place(ImmutableArray<Hold> holds, Thing thing)
    {
        for (var index = 0; index < holds.Length; index++)
            if (holds[index].Thing.Equals(thing))
                return index;
        return -1;
    }

    private static ImmutableArray<Hold> Without(ImmutableArray<Hold> holds, Thing thing)
    {
        for (var index = holds.Length - 1; index >= 0; index--)
            if (holds[index].Thing.Equals(thing))
                holds = holds.RemoveAt(index);
        return holds;
    }

    private ImmutableArray<(object Test, bool Value)> Without(object test)
    {
        var left = known;
        for (var index = left.Length - 1; index >= 0; index--)
            if (Same(test, left[index].Test))
                left = left.RemoveAt(index);
        return left;
    }

    private static bool IsAmong(ImmutableArray<object> tests, object test)
    {
        foreach (var one in tests)
            if (Same(one, test))
                return true;
        return false;
    }

    /// <summary>The same in the same order.</summary>
    private static bool AreSame(ImmutableArray<Hold> some, ImmutableArray<Hold> others)
    {
        if (some.Length != others.Length)
            return false;
        for (var index = 0; index < some.Length; index++)
            if (!some[index].Equals(others[index]))
                return false;
        return true;
    }

    /// <summary>The same in any order.</summary>
    private static bool HasAll(ImmutableArray<Hold> some, ImmutableArray<Hold> others)
    {
        if (some.Length != others.Length)
            return false;
        foreach (var hold in some)
            if (!others.Contains(hold))
                return false;
        return true;
    }

    private bool KnowsAll(PathState other)
    {
        if (known.Length != other.known.Length)
            return false;
        foreach (var (test, value) in known)
            if (other.Knows(test) != value)
                return false;
        return true;
    }

    private static bool Same(object one, object other) =>
        one is ISymbol symbol ? other is ISymbol && SymbolEqualityComparer.Default.Equals(symbol, (ISymbol)other) : one.Equals(other);
}

/// <summary>The states of all paths that lead to a point: few, each once, in the order they were found.</summary>
internal sealed class PathStates : IEquatable<PathStates>
{
    /// <summary>A function with more distinct paths than this is not judged.</summary>
    public const int Limit = 64;

    private PathStates(ImmutableArray<PathState> states) => All = states;

    public static readonly PathStates None = new(ImmutableArray<PathState>.Empty);

    public ImmutableArray<PathState> All { get; }

    public int Count => All.Length;

    public bool IsEmpty => All.IsEmpty;

    public static PathStates Of(PathState state) => new(ImmutableArray.Create(state));

    public bool Any(Func<PathState, bool> holds) => All.Any(holds);

    /// <summary>True where it holds on every path, and there is one.</summary>
    public bool Always(Func<PathState, bool> holds) => !All.IsEmpty && All.All(holds);

    /// <summary>What becomes of each state: itself, another, or null where the path ends. The same object where nothing changes.</summary>
    public PathStates Select<TContext>(Func<PathState, TContext, PathState?> become, TContext context)
    {
        if (All.Length == 1)
        {
            var only = become(All[0], context);
            return only is null ? None : ReferenceEquals(only, All[0]) ? this : Of(only);
        }

        ImmutableArray<PathState>.Builder? changed = null;
        for (var index = 0; index < All.Length; index++)
        {
            var state = become(All[index], context);
            if (changed is null && !ReferenceEquals(state, All[index]))
            {
                changed = ImmutableArray.CreateBuilder<PathState>(All.Length);
                for (var before = 0; before < index; before++)
                    Add(changed, All[before]);
            }

            if (changed is not null && state is not null)
                Add(changed, state);
        }

        return changed is null ? this : new PathStates(changed.ToImmutable());
    }

    public PathStates With(PathStates other)
    {
        ImmutableArray<PathState>.Builder? union = null;
        foreach (var state in other.All)
            if (!Contains(state))
            {
                union ??= All.ToBuilder();
                union.Add(state);
            }

        return union is null ? this : new PathStates(union.ToImmutable());
    }

    public bool Equals(PathStates? other) => other is not null && (ReferenceEquals(this, other) || Count == other.Count && All.All(other.Contains));

    public override bool Equals(object? obj) => Equals(obj as PathStates);

    public override int GetHashCode() => Count;

    public override string ToString() => string.Join(" | ", All.Select(state => $"[{state}]").Distinct().OrderBy(text => text, StringComparer.Ordinal));

    private static void Add(ImmutableArray<PathState>.Builder states, PathState state)
    {
        if (!states.Contains(state))
            states.Add(state);
    }

    private bool Contains(PathState state)
    {
        foreach (var known in All)
            if (known.Equals(state))
                return true;
        return false;
    }
}
