namespace Asynchrony.Corpus;

/// <summary>Texts with how often each occurs.</summary>
internal sealed class Tally(IEnumerable<string> items)
{
    private readonly Dictionary<string, int> counts = items.CountBy(item => item).ToDictionary();

    public int Of(string item) => counts.GetValueOrDefault(item);

    /// <summary>These texts with some more, and without as many of those that they take the place of.</summary>
    public Tally With(Tally added, Tally instead) =>
        new(counts.Keys.Union(added.counts.Keys).SelectMany(item => Enumerable.Repeat(item, Math.Max(0, Of(item) - instead.Of(item)) + added.Of(item))));

    /// <summary>What this one has more often than the other, in a fixed order.</summary>
    public IEnumerable<string> Beyond(Tally other) =>
        counts.Where(count => count.Value > other.Of(count.Key)).Select(count => count.Key).Order(StringComparer.Ordinal);
}
