using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// The tasks known to be complete at one point: those that a variable or member holds, those in a collection, those that a capture of the
/// flow graph holds. Immutable; with every path that arrives there are fewer.
/// </summary>
internal sealed class CompleteTasks : IEquatable<CompleteTasks>
{
    private readonly ImmutableHashSet<object> known;

    private CompleteTasks(ImmutableHashSet<object> known) => this.known = known;

    public static CompleteTasks None { get; } = new(ImmutableHashSet<object>.Empty);

    /// <summary><paramref name="part"/> is empty for the task itself, <c>*</c> for every element, <c>*.Name</c> for a member of every element, and an index in brackets for one.</summary>
    public bool Has(AccessPath path, string part = "") => known.Contains(new Held(path, part));

    public bool Has(object capture) => known.Contains(capture);

    public CompleteTasks With(AccessPath path, string part = "") => Of(known.Add(new Held(path, part)));

    public CompleteTasks With(object capture) => Of(known.Add(capture));

    /// <summary>What is left when a variable or member gets another value.</summary>
    public CompleteTasks Without(ISymbol assigned) => known.IsEmpty ? this
        : Of(known.Except(known.Where(fact => fact is Held held && held.Path.Parts.Contains(assigned.OriginalDefinition, SymbolEqualityComparer.Default))));

    /// <summary>What is left when a collection gets another element.</summary>
    public CompleteTasks WithoutElements(AccessPath collection) => known.IsEmpty ? this
        : Of(known.Except(known.Where(fact => fact is Held { Part.Length: > 0 } held && held.Path.Equals(collection))));

    public CompleteTasks And(CompleteTasks other) => Of(known.Intersect(other.known));

    public bool Equals(CompleteTasks? other) => other is not null && known.SetEquals(other.known);

    public override bool Equals(object? obj) => Equals(obj as CompleteTasks);

    public override int GetHashCode() => known.Count;

    private CompleteTasks Of(ImmutableHashSet<object> facts) => facts == known ? this : new(facts);

    private sealed record Held(AccessPath Path, string Part);
}
