// The factory takes a number from a counter under no lock: two devices may get one.
var registry = new Registry();
Console.WriteLine(registry.Register(["a", "b", "a"]));

class Registry
{
    private readonly ConcurrentDictionary<string, int> ids = new();
    private int next;

    public string Register(string[] names)
    {
        var given = new List<int>();
        foreach (var name in names)
            given.Add(ids.GetOrAdd(name, _ => ++[|next|]));
        return string.Join(' ', given);
    }
}

// prints:
// 1 2 1
