// The lock around the call lets one thread in at a time, so the factory runs once for a key.
using (var map = new Map())
    Console.WriteLine(map.Draw(["roads", "rivers", "roads"]));

sealed class Map : IDisposable
{
    private readonly object gate = new();
    private readonly ConcurrentDictionary<string, MemoryStream> layers = new();
    private int made;

    public string Draw(string[] names)
    {
        foreach (var name in names)
            lock (gate)
                layers.GetOrAdd(name, _ =>
                {
                    made++;
                    return new MemoryStream();
                });
        lock (gate)
            return $"{made} layers";
    }

    public void Dispose()
    {
        foreach (var layer in layers.Values)
            layer.Dispose();
    }
}

// prints:
// 2 layers
