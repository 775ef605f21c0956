// Chapters are read in parallel; what they have in common is gathered in one dictionary and one list.
var chapters = new[]
{
    "the sea was calm and the night was long",
    "the wind came up before the morning",
    "a long morning and a short night",
    "before the sea the wind was calm",
};

var counts = new Dictionary<string, int>();
var longest = new List<string>();

Parallel.ForEach(chapters, chapter =>
{
    var words = chapter.Split(' ');
    [|longest.Add|](LongestOf(words));

    foreach (var word in words)
    {
        if (!counts.ContainsKey(word))
            [|counts.Add|](word, 0);
        counts[word]++;
    }
});

foreach (var word in counts.Where(count => count.Value > 2).Select(count => count.Key).OrderBy(word => word, StringComparer.Ordinal))
    Console.WriteLine($"{word}: {counts[word]}");
Console.WriteLine(string.Join(", ", longest.OrderBy(word => word, StringComparer.Ordinal)));

static string LongestOf(string[] words) => words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).First();

// prints:
// the: 6
// was: 3
// before, morning, morning, night
