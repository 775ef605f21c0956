// Reads that many may make at once, one run that comes alone, bodies that run side by side once, and a merge that each thread makes at its end.
var fair = new Fair();
Console.WriteLine(fair.Open(new[] { "wheel", "ghost train", "swing" }));

class Fair
{
    private readonly ReaderWriterLockSlim prices = new();
    private readonly Dictionary<string, int> price = new() { ["wheel"] = 3, ["swing"] = 2 };
    private readonly object till = new();
    private int cash;

    public string Open(string[] rides)
    {
        var asked = 0;
        Parallel.ForEach(rides, ride =>
        {
            prices.EnterReadLock();
            try
            {
                Interlocked.Add(ref asked, price.GetValueOrDefault(ride, 5));
            }
            finally
            {
                prices.ExitReadLock();
            }
        });

        Parallel.ForEach(rides, new ParallelOptions { MaxDegreeOfParallelism = 1 }, ride =>
        {
            lock (till)
                cash += ride.Length;
        });

        Parallel.Invoke(
            () =>
            {
                lock (till)
                    cash += rides.Sum(ride => ride.Length);
            },
            () => Console.WriteLine(rides.Length));

        Parallel.ForEach(rides, () => 0, (ride, _, own) => own + ride.Length * 10, own =>
        {
            lock (till)
                cash += own * 2;
        });

        return $"{asked} {cash}";
    }
}

// prints:
// 3
// 10 462
