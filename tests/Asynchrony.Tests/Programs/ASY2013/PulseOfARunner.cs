// A watch begins to count in its constructor, and drops the timer that does so; it is disposed of when the run is over.
class Program
{
    static void Main()
    {
        using (var watch = new PulseWatch("Nadia"))
        {
            watch.Counted.Wait();
            Console.WriteLine(watch.Show());
        }

        Console.WriteLine("off");
    }
}

sealed class PulseWatch : IDisposable
{
    private readonly string runner;
    private int beats;

    public PulseWatch(string runner)
    {
        this.runner = runner;
        [|new Timer|](_ => Beat(), null, dueTime: 1, period: 1);
    }

    public ManualResetEventSlim Counted { get; } = new();

    public string Show() => Volatile.Read(ref beats) >= 3 ? $"{runner} is alive" : $"{runner} sleeps";

    public void Dispose()
    {
        Interlocked.Exchange(ref beats, 0);
    }

    private void Beat()
    {
        if (Interlocked.Increment(ref beats) == 3)
            Counted.Set();
    }
}

// prints:
// Nadia is alive
// off
