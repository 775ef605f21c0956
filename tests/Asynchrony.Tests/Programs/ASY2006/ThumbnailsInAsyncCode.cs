// An async command makes thumbnails on the pool, and blocks on each before it starts the next.
var gallery = new Gallery();
await gallery.ShrinkAsync(["lake.png", "hut.png"], width: 100);
foreach (var (name, size) in gallery.Sizes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
    Console.WriteLine($"{name}: {size}");

class Gallery
{
    public ConcurrentDictionary<string, int> Sizes { get; } = new();

    private int done;

    public async Task ShrinkAsync(IReadOnlyList<string> pictures, int width)
    {
        await Task.Yield();
        var factor = width / 10;
        var sizes = new int[pictures.Count];
        for (var number = 0; number < pictures.Count; number++)
        {
            var shrinking = Task.Run(() =>
            {
                sizes[number] = pictures[number].Length * factor;
                Interlocked.Increment(ref done);
            });
            [|shrinking.Wait|]();
        }

        var shrunk = done;
        for (var number = 0; number < shrunk; number++)
            Sizes[pictures[number]] = sizes[number];
    }
}

// prints:
// hut.png: 70
// lake.png: 80
