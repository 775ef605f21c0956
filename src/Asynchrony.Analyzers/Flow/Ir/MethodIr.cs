using System.Text;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What an operation does to a thing that somebody must look after: a lock, a thread, a channel.</summary>
internal enum Verb : byte
{
    /// <summary>An obligation begins: a lock is acquired, a thread started.</summary>
    Open,

    /// <summary>It begins if <see cref="Event.Test"/> comes out true.</summary>
    TryOpen,

    /// <summary>It ends: released, joined, completed.</summary>
    Close,

    /// <summary>The thing is used without a change of state that shows: a lock is taken, and what would release or await it is dropped.</summary>
    Touch,

    /// <summary>The function gives up its thread until something else is done.</summary>
    Suspend,

    /// <summary>The function hands a value to its caller and waits to be called again.</summary>
    Yield,

    /// <summary>From here the function may leave by an exception.</summary>
    MayThrow,

    /// <summary>Nothing behind this step is ever reached: it throws, or ends the process.</summary>
    Stop,

    /// <summary><see cref="Event.Test"/> takes the value of <see cref="Event.Value"/>; an unknown one where that is null.</summary>
    Assign,
}

/// <summary>What is opened and closed: equal identities and kinds are the same thing. The name is for the reader.</summary>
internal sealed record Thing(object Identity, string Kind, string Name)
{
    public bool Equals(Thing? other) => other is not null && Kind == other.Kind && Identity.Equals(other.Identity);

    public override int GetHashCode() => Identity.GetHashCode();

    public override string ToString() => $"{Name} {Kind}";
}

/// <summary>One step of a function that matters to an analysis of paths.</summary>
internal readonly record struct Event(Verb Verb, IOperation At)
{
    public Thing? Thing { get; init; }

    /// <summary>The variable or the operation whose truth tells more: see <see cref="Verb"/>.</summary>
    public object? Test { get; init; }

    public Truth? Value { get; init; }

    /// <summary>True for a step that the compiler wrote, not the author: leaving a lock statement.</summary>
    public bool Implied { get; init; }

    /// <summary>True for a step that always throws.</summary>
    public bool Surely { get; init; }

    /// <summary>What may throw behind this in the same node, with nothing in between that matters: it stands for them all. The last comes first.</summary>
    public Thrower? Along { get; init; }

    public override string ToString() => string.Concat(Words());

    private IEnumerable<string> Words()
    {
        yield return Verb.ToString().ToLowerInvariant();
        if (Thing is not null)
            yield return $" {Thing}";
        if (Test is not null)
            yield return $" {Truth.Text(Test)}";
        if (Verb == Verb.Assign)
            yield return $" = {Value?.ToString() ?? "?"}";
    }
}

/// <summary>An operation that may throw, or surely does, in a chain of such.</summary>
internal sealed record Thrower(IOperation At, bool Surely, Thrower? Before);

/// <summary>A constant, or the truth of a test, possibly negated.</summary>
internal sealed record Truth(object? Test, bool Negated)
{
    public static Truth Of(bool constant) => new(null, !constant);

    public override string ToString() => Test is null ? Negated ? "false" : "true" : (Negated ? "!" : "") + Text(Test);

    public static string Text(object test) => test switch
    {
        ISymbol symbol => string.IsNullOrEmpty(symbol.Name) ? "entered" : symbol.Name,
        IOperation operation => operation.Syntax.ToString(),
        _ => test.ToString() ?? "",
    };
}

/// <summary>
/// What decides between the ways out of a node. Where <see cref="Held"/> is set, the state of that thing decides; where <see cref="Null"/>
/// is, the truth is that the thing of that identity is null, which nothing open is.
/// </summary>
internal sealed record Branch(Truth Truth, Thing? Held = null, object? Null = null);

/// <summary>How a function ends normally: where, and with which value for its caller.</summary>
internal sealed record End(Location At, IOperation? Value);

internal readonly record struct IrEdge(int To, bool? When, bool Exceptional)
{
    /// <summary>Set on a way that leads out of the function.</summary>
    public End? End { get; init; }
}

internal sealed record IrNode(ImmutableArray<Event> Events, ImmutableArray<IrEdge> Edges, Branch? Branch)
{
    /// <summary>True for a way that is never taken: what decides is a constant.</summary>
    public bool Excludes(IrEdge edge) => Branch is { Held: null, Truth: { Test: null, Negated: var isFalse } } && edge.When == isFalse;
}

/// <summary>
/// One function, reduced to the events an analysis asked for, on the paths of its flow graph. It knows no syntax beyond where things stand;
/// node 0 is the entry.
/// </summary>
internal sealed class MethodIr(ImmutableArray<IrNode> nodes, ImmutableArray<int> exits, int thrown, ImmutableDictionary<object, ImmutableArray<object>> mentions)
{
    private IReadOnlyList<Event>? events;

    public ImmutableArray<IrNode> Nodes { get; } = nodes;

    /// <summary>Where the function ends normally.</summary>
    public ImmutableArray<int> Exits { get; } = exits;

    /// <summary>Where it ends by an exception.</summary>
    public int Thrown { get; } = thrown;

    /// <summary>The tests that say nothing any more once a variable is assigned.</summary>
    public ImmutableArray<object> Mentioning(object variable) => mentions.TryGetValue(variable, out var tests) ? tests : ImmutableArray<object>.Empty;

    /// <summary>All events, node by node. Gathered once, at the first question.</summary>
    public IReadOnlyList<Event> Events => events ??= [.. Nodes.SelectMany(node => node.Events)];

    /// <summary>For tests and for people: a line a node.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var index = 0; index < Nodes.Length; index++)
        {
            var node = Nodes[index];
            text.Append(index).Append(':');
            foreach (var step in node.Events)
                text.Append(' ').Append(step).Append(';');
            foreach (var edge in node.Edges)
                text.Append(edge.Exceptional ? " !> " : " -> ").Append(edge.To == Thrown ? "thrown" : Exits.Contains(edge.To) ? "end" : edge.To.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    .Append(edge.When is { } when ? $" if {Condition(node.Branch, when)}" : "");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Condition(Branch? branch, bool when) => branch is null ? when ? "?" : "!?"
        : branch.Held is { } held ? $"{(when == branch.Truth.Negated ? "!" : "")}held {held}"
        : (branch.Truth with { Negated = branch.Truth.Negated == when }).ToString();
}
