// A pad is torn off page by page: a copy is sent, and the list goes on as the sender's own.
var pages = new BlockingCollection<string[]>();
var filing = Task.Run(() =>
{
    foreach (var page in pages.GetConsumingEnumerable())
        Console.WriteLine(string.Join("+", page));
});

var lines = new List<string>();
foreach (var line in "a b c d e".Split(' '))
{
    lines.Add(line);
    if (lines.Count < 2)
        continue;
    pages.Add(lines.ToArray());
    lines.Clear();
}

pages.Add(lines.ToArray());
pages.CompleteAdding();
await filing;

// prints:
// a+b
// c+d
// e
