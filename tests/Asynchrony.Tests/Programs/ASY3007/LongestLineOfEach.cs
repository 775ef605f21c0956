// Each run computes by itself and takes the lock for a moment.
var texts = new[] { "a bb ccc", "dddd e", "ff" };
var gate = new object();
var longest = new List<string>();
Parallel.ForEach(texts, text =>
{
    var word = text.Split(' ').MaxBy(part => part.Length)!;
    lock (gate)
        longest.Add(word);
});
Console.WriteLine(string.Join(" ", longest.Order(StringComparer.Ordinal)));

// prints:
// ccc dddd ff
