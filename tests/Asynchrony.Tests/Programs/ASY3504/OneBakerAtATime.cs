// The scheduler lets one in at a time, the loop has one degree, and the chain may count as it likes.
class Program
{
    static async Task Main()
    {
        var bakery = new Bakery();
        await bakery.Night(Enumerable.Range(1, 20));
        bakery.Day(Enumerable.Range(1, 10));
        Console.WriteLine(bakery.Loaves);
    }
}

class Bakery
{
    private readonly ConcurrentExclusiveSchedulerPair turns = new();
    private readonly Oven oven = new();

    public int Loaves => oven.Loaves;

    public async Task Night(IEnumerable<int> batches)
    {
        var bakers = new TaskFactory(turns.ExclusiveScheduler);
        await Task.WhenAll(batches.Select(batch => bakers.StartNew(() => oven.Bake(batch))));
    }

    public void Day(IEnumerable<int> batches) => Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = 1 }, batch => oven.Bake(batch));
}

class Oven
{
    private readonly Tray tray = new();

    public int Loaves => tray.Count;

    public void Bake(int batch) => tray.Fill(batch);
}

class Tray
{
    private readonly Rack rack = new();

    public int Count => rack.Count;

    public void Fill(int batch) => rack.Add(batch);
}

class Rack
{
    public int Count { get; private set; }

    public void Add(int batch) => Count += batch;
}

// prints:
// 265
