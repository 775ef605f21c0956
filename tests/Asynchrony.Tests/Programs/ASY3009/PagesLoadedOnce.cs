// A cache of pages: each is loaded once, however many ask for it, for the value is lazy.
var site = new Site();
var lengths = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => site.Length("page" + i % 3))));
Console.WriteLine(lengths.Sum());
Console.WriteLine(site.Loaded);

sealed class Site
{
    private readonly ConcurrentDictionary<string, Lazy<MemoryStream>> pages = new();
    private readonly ConcurrentDictionary<string, int> lengths = new();
    private int loaded;

    public int Loaded => Volatile.Read(ref loaded);

    public int Length(string name)
    {
        var page = pages.GetOrAdd(name, key => new Lazy<MemoryStream>(() => Load(key))).Value;
        return lengths.GetOrAdd(name, static (_, stream) => (int)stream.Length, page);
    }

    private MemoryStream Load(string name)
    {
        Interlocked.Increment(ref loaded);
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(name));
    }
}

// prints:
// 60
// 3
