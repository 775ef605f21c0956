// A scheduler keeps its timers in a table and ends each of them together with its job.
class Program
{
    static void Main()
    {
        using var scheduler = new Scheduler();
        scheduler.Every(TimeSpan.FromMilliseconds(2), "sweep");
        scheduler.Every(TimeSpan.FromMilliseconds(3), "mail");
        scheduler.AllRan.Wait();
        Console.WriteLine("sweep and mail have run");
    }
}

sealed class Scheduler : IDisposable
{
    private readonly Dictionary<string, Timer> timers = [];
    private readonly ConcurrentDictionary<string, int> runs = new();

    public CountdownEvent AllRan { get; } = new(2);

    public void Every(TimeSpan period, string job) => timers[job] = new Timer(Run, job, TimeSpan.Zero, period);

    public void Dispose()
    {
        foreach (var timer in timers.Values)
            timer.Dispose();
    }

    private void Run(object? job)
    {
        if (job is string name && runs.TryAdd(name, 1))
            AllRan.Signal();
    }
}

// prints:
// sweep and mail have run
