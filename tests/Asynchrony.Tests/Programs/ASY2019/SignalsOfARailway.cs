// Work items that raise an event: a listener may throw, and each raise is guarded where it happens.
class Program
{
    static void Main()
    {
        var railway = new Railway();
        var signals = new ConcurrentDictionary<int, string>();
        railway.Changed += (track, state) => signals[track] = state;
        railway.Changed += (track, state) =>
        {
            if (track == 2)
                throw new InvalidOperationException($"{state} lamp of track 2 is broken");
        };
        railway.Run();
        railway.Ready.Wait();
        Console.WriteLine($"{signals[1]} {signals[2]} {signals[3]}, {railway.Failures} failure");
    }
}

class Railway
{
    private int failures;

    public event Action<int, string>? Changed;

    public CountdownEvent Ready { get; } = new(3);

    public int Failures => Volatile.Read(ref failures);

    public void Run()
    {
        for (var track = 1; track <= 3; track++)
            ThreadPool.QueueUserWorkItem(Set, track, preferLocal: false);
    }

    private void Set(int track)
    {
        try
        {
            Changed?.Invoke(track, track % 2 == 0 ? "red" : "green");
        }
        catch (Exception)
        {
            Interlocked.Increment(ref failures);
        }
        finally
        {
            Ready.Signal();
        }
    }
}

// prints:
// green red green, 1 failure
