using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What an expression stands for: the objects that it may be, as variables name them, and those that lie in it.</summary>
internal sealed record SentValue(ImmutableHashSet<AccessPath> Is, ImmutableHashSet<AccessPath> Holds)
{
    public static readonly SentValue Unknown = new(ImmutableHashSet<AccessPath>.Empty, ImmutableHashSet<AccessPath>.Empty);

    public bool IsUnknown => Is.IsEmpty && Holds.IsEmpty;

    public IEnumerable<AccessPath> All => Is.Concat(Holds);

    public static SentValue Of(AccessPath path) => new(ImmutableHashSet.Create(path), ImmutableHashSet<AccessPath>.Empty);

    /// <summary>A new object with these in it.</summary>
    public static SentValue With(IEnumerable<SentValue> parts) => new(ImmutableHashSet<AccessPath>.Empty, parts.SelectMany(part => part.All).ToImmutableHashSet());

    public SentValue And(SentValue other) => new(Is.Union(other.Is), Holds.Union(other.Holds));

    public bool Equals(SentValue? other) => other is not null && Is.SetEquals(other.Is) && Holds.SetEquals(other.Holds);

    public override int GetHashCode() => Is.Count * 31 + Holds.Count;
}

/// <summary>
/// What is known at one point of a function: which variables may lead to the same object, and which of them to one that was sent. A mark is on
/// the variable, not on the object: so a variable that gets a new object on one way is not taken for one that keeps the old one on another.
/// </summary>
internal sealed class SentState : IEquatable<SentState>
{
    private readonly ImmutableHashSet<(AccessPath From, AccessPath To)> leads;
    private readonly ImmutableDictionary<AccessPath, int> sent;
    private readonly ImmutableDictionary<CaptureId, SentValue> captures;

    private SentState(ImmutableHashSet<(AccessPath, AccessPath)> leads, ImmutableDictionary<AccessPath, int> sent, ImmutableDictionary<CaptureId, SentValue> captures)
    {
        this.leads = leads;
        this.sent = sent;
        this.captures = captures;
    }

    public static SentState None { get; } = new(ImmutableHashSet<(AccessPath, AccessPath)>.Empty, ImmutableDictionary<AccessPath, int>.Empty, ImmutableDictionary<CaptureId, SentValue>.Empty);

    public bool HasSent => !sent.IsEmpty;

    public SentValue Captured(CaptureId capture) => captures.TryGetValue(capture, out var value) ? value : SentValue.Unknown;

    /// <summary>The variable through which an object may be one that was sent, and the number of the send; null where none was.</summary>
    public (AccessPath Path, int Send)? SentBy(AccessPath path)
    {
        for (var outer = path; ; outer = outer.Without())
        {
            if (sent.TryGetValue(outer, out var send))
                return (outer, send);
            if (outer.Members.IsEmpty)
                return null;
        }
    }

    public SentState Capture(CaptureId capture, SentValue value) => new(leads, sent, captures.SetItem(capture, value));

    /// <summary>A new object that only the graph names has more in it.</summary>
    public SentState Fill(CaptureId capture, SentValue part) => Capture(capture, Captured(capture).And(new SentValue(ImmutableHashSet<AccessPath>.Empty, part.All.ToImmutableHashSet())));

    /// <summary>The variable has a value of its own from now on.</summary>
    public SentState Assign(AccessPath variable, SentValue value)
    {
        var state = Forget(path => path.From(variable) is not null);
        if (value.All.Any(path => path.From(variable) is not null))
            return state; // x = x.Next: what it was has no name any more.

        var known = state.leads.ToBuilder();
        foreach (var other in value.Is)
        {
            known.Add((variable, other));
            known.Add((other, variable));
            foreach (var (from, to) in state.leads)
            {
                if (from.Equals(other))
                    known.Add((variable, to));
                if (to.Equals(other))
                    known.Add((from, variable));
            }
        }

        var marked = state.sent;
        foreach (var other in value.Is)
            if (state.SentBy(other) is { Send: var send })
                marked = marked.SetItem(variable, marked.TryGetValue(variable, out var before) ? Math.Min(before, send) : send);

        return new SentState(Held(known, variable, value.Holds).ToImmutable(), marked, state.captures);
    }

    /// <summary>An object has another in it from now on.</summary>
    public SentState Put(AccessPath holder, SentValue part) => new(Held(leads.ToBuilder(), holder, part.All).ToImmutable(), sent, captures);

    private ImmutableHashSet<(AccessPath, AccessPath)>.Builder Held(ImmutableHashSet<(AccessPath From, AccessPath To)>.Builder known, AccessPath holder, IEnumerable<AccessPath> parts)
    {
        foreach (var part in parts)
        {
            known.Add((holder, part));
            foreach (var (from, to) in leads)
                if (from.Equals(part))
                    known.Add((holder, to));
        }

        return known;
    }

    /// <summary>Marks everything that a value leads to. An object that sends itself is in a protocol of its own.</summary>
    public SentState Send(SentValue value, int send, Func<AccessPath, bool> isNamed)
    {
        var marked = sent;
        foreach (var path in value.All)
        {
            if (path.IsThis)
                continue;

            Mark(path);
            foreach (var (from, to) in leads)
                if (from.From(path) is not null)
                    Mark(to);
        }

        return new SentState(leads, marked, captures);

        void Mark(AccessPath path)
        {
            if (!path.IsThis && isNamed(path))
                marked = marked.SetItem(path, marked.TryGetValue(path, out var before) ? Math.Min(before, send) : send);
        }
    }

    /// <summary>What one send has sent was not sent after all.</summary>
    public SentState Without(int send) => new(leads, sent.RemoveRange(sent.Where(mark => mark.Value == send).Select(mark => mark.Key)), captures);

    /// <summary>Whoever has got something may be done with it.</summary>
    public SentState WithoutSent() => HasSent ? new SentState(leads, ImmutableDictionary<AccessPath, int>.Empty, captures) : this;

    /// <summary>Nothing is known of these variables any more.</summary>
    public SentState Forget(Func<AccessPath, bool> which)
    {
        if (!leads.Any(pair => which(pair.From) || which(pair.To)) && !sent.Keys.Any(which) && !captures.Values.Any(value => value.All.Any(which)))
            return this;

        return new SentState(
            leads.Except(leads.Where(pair => which(pair.From) || which(pair.To))),
            sent.RemoveRange(sent.Keys.Where(which)),
            captures.SetItems(captures.Where(capture => capture.Value.All.Any(which)).Select(capture =>
                new KeyValuePair<CaptureId, SentValue>(capture.Key, new SentValue(capture.Value.Is.Except(capture.Value.Is.Where(which)), capture.Value.Holds.Except(capture.Value.Holds.Where(which)))))));
    }

    public SentState And(SentState other)
    {
        var (marked, known) = (sent, captures);
        foreach (var mark in other.sent)
            marked = marked.SetItem(mark.Key, marked.TryGetValue(mark.Key, out var before) ? Math.Min(before, mark.Value) : mark.Value);
        foreach (var capture in other.captures)
            known = known.SetItem(capture.Key, known.TryGetValue(capture.Key, out var before) ? before.And(capture.Value) : capture.Value);

        return new SentState(leads.Union(other.leads), marked, known);
    }

    public bool Equals(SentState? other) => other is not null && leads.SetEquals(other.leads) && Same(sent, other.sent) && Same(captures, other.captures);

    public override bool Equals(object? obj) => Equals(obj as SentState);

    public override int GetHashCode() => leads.Count * 31 + sent.Count;

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> one, ImmutableDictionary<TKey, TValue> other) where TKey : notnull
    {
        if (one.Count != other.Count)
            return false;
        foreach (var pair in one)
            if (!other.TryGetValue(pair.Key, out var value) || !EqualityComparer<TValue>.Default.Equals(pair.Value, value))
                return false;
        return true;
    }
}
