namespace Asynchrony.Corpus;

/// <summary>Texts with how often each occurs.</summary>
internal sealed class Tally(IEnumerable<string> items)
{
    private readonly Dictionary<string, int> counts = items.CountBy(item => item).ToDictionary();

    public int Of(string item) => counts.GetValueOrDefault(item);

    /// <summary>What this one has more often than the other, in a fixed order.</summary>
    public IEnumerable<string> Beyond(Tally other) =>
        counts.Where(count => count.Value > other.Of(count.Key)).Select(count => count.Key).Order(StringComparer.Ordinal);
}
