// Words are counted by threads: the update computes a new value of the old one and changes nothing.
var counts = new WordCounts();
Parallel.ForEach(new[] { "a b a", "b c b", "a c" }, text =>
{
    foreach (var word in text.Split(' '))
        counts.See(word, text);
});
foreach (var word in new[] { "a", "b", "c" })
    Console.WriteLine($"{word} {counts.Count(word)} {string.Join("|", counts.Texts(word).Order())}");

sealed class WordCounts
{
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> texts = new();

    public void See(string word, string text)
    {
        counts.AddOrUpdate(word, 1, (_, old) => old + 1);
        var bag = texts.GetOrAdd(word, _ => new ConcurrentBag<string>());
        if (!bag.Contains(text))
            bag.Add(text);
    }

    public int Count(string word) => counts[word];

    public IEnumerable<string> Texts(string word) => texts[word].Distinct();
}

// prints:
// a 3 a b a|a c
// b 3 a b a|b c b
// c 2 a c|b c b
