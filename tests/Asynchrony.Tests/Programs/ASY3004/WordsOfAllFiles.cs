// Counts the words of several texts at once; every text adds to the same totals.
var texts = new Dictionary<string, string>
{
    ["a.txt"] = "the quick brown fox jumps over the lazy dog",
    ["b.txt"] = "a journey of a thousand miles begins with a single step",
    ["c.txt"] = "",
};
var words = 0;
long letters = 0;
var empty = 0;

Parallel.ForEach(texts, text =>
{
    var found = text.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    if (found.Length == 0)
        [|empty|]++; // still a file

    foreach (var word in found)
    {
        [|words|]++;
        [|letters|] += word.Length;
    }
});

Console.WriteLine($"{words} words, {letters} letters, {empty} empty");

// prints:
// 20 words, 80 letters, 1 empty
