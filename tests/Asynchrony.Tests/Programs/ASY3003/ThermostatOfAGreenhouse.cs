// A timer that is disposed of before what it reads, a thread that is a member of what is disposed of, and arrays that are nobody else's.
using System.Buffers;

class Program
{
    static void Main()
    {
        using (var greenhouse = new Greenhouse(beds: 3))
        {
            greenhouse.Water(litres: 12);
            Console.WriteLine(greenhouse.Warm(degrees: [18, 21, 24]));
        }
    }
}

sealed class Greenhouse : IDisposable
{
    private readonly int[] soil;
    private readonly Thread pump;
    private readonly BlockingCollection<int> litres = [];

    public Greenhouse(int beds)
    {
        soil = new int[beds];
        pump = new Thread(() =>
        {
            foreach (var amount in litres.GetConsumingEnumerable())
                for (var bed = 0; bed < soil.Length; bed++)
                    soil[bed] += amount / soil.Length;
        });
        pump.Start();
    }

    public void Water(int litres) => this.litres.Add(litres);

    public string Warm(int[] degrees)
    {
        var copy = ArrayPool<int>.Shared.Rent(degrees.Length);
        degrees.CopyTo(copy, 0);
        var warmest = 0;
        var search = new Thread(() =>
        {
            for (var bed = 0; bed < degrees.Length; bed++)
                warmest = Math.Max(warmest, degrees[bed]);
        });
        search.Start();
        ArrayPool<int>.Shared.Return(copy);
        search.Join();

        using var ticked = new ManualResetEvent(false);
        var ticks = 0;
        using (var clock = new Timer(_ =>
        {
            if (Interlocked.Increment(ref ticks) == 2)
                ticked.Set();
        }, null, dueTime: 0, period: 1))
        {
            ticked.WaitOne();
        }

        return $"warmest bed has {warmest} degrees, {(ticks >= 2 ? "clock runs" : "clock stands")}";
    }

    public void Dispose()
    {
        litres.CompleteAdding();
        pump.Join();
        Console.WriteLine($"each bed got {soil.Min()} litres");
    }
}

// prints:
// warmest bed has 24 degrees, clock runs
// each bed got 4 litres
