// The index is built beside a shell, which reads commands until there are none: it is there for as long as anybody asks.
Console.SetIn(new StringReader("find oak\nfind elm\nquit\n"));

var trees = new Index();
Task.Run(trees.Build);

while (Console.ReadLine() is { } line && line != "quit")
    Console.WriteLine(trees.Find(line.Split(' ')[1]));

class Index
{
    private readonly ConcurrentDictionary<string, int> places = new();
    private readonly ManualResetEventSlim built = new();

    public void Build()
    {
        foreach (var (tree, place) in new[] { ("oak", 3), ("ash", 8) })
            places[tree] = place;
        built.Set();
    }

    public string Find(string tree)
    {
        built.Wait();
        return places.TryGetValue(tree, out var place) ? $"{tree} at {place}" : $"no {tree}";
    }
}

// prints:
// oak at 3
// no elm
