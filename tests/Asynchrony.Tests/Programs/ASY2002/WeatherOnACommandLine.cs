// An async Main that awaits everything in the end: a list, a continuation, and a local function that awaits for it.
using System.Globalization;

class Program
{
    private static readonly Dictionary<string, double[]> Stations = new()
    {
        ["Oslo"] = [1.5, 2.5],
        ["Rome"] = [14, 17, 20],
        ["Cairo"] = [30],
    };

    static async Task<int> Main(string[] args)
    {
        var cache = new Cache();
        var warming = Task.Run(cache.Warm);
        var reading = new List<Task<string>>();
        foreach (var town in Stations.Keys)
            reading.Add(Task.Run(() => Read(town, cache)));

        var shown = Task.WhenAll(reading).ContinueWith(all => string.Join("; ", all.Result.Order()));
        await Finish();
        Console.WriteLine(await shown);
        return args.Length;

        async Task Finish()
        {
            await warming;
            foreach (var read in reading)
                await read;
            Console.WriteLine($"{cache.Size} names cached");
        }
    }

    private static string Read(string town, Cache cache)
    {
        cache.Add(town);
        return $"{town} {Stations[town].Average().ToString("0.0", CultureInfo.InvariantCulture)}";
    }
}

class Cache
{
    private readonly ConcurrentDictionary<string, int> names = new();

    public int Size => names.Count;

    public void Add(string name) => names.AddOrUpdate(name, 1, (_, seen) => seen + 1);

    public void Warm()
    {
        foreach (var name in new[] { "Rome", "Lima" })
            Add(name);
    }
}

// prints:
// 4 names cached
// Cairo 30.0; Oslo 2.0; Rome 17.0
