// Started work is counted where it is started, by a helper that does both.
var show = new Show();
Console.WriteLine(show.Run(["one", "two"]));

class Show
{
    private readonly object gate = new();
    private int open;
    private int letters;

    public string Run(string[] callers)
    {
        foreach (var caller in callers)
            Begin(() => Interlocked.Add(ref letters, caller.Length));

        lock (gate)
            while (open > 0)
                Monitor.Wait(gate);
        return $"{Volatile.Read(ref letters)} letters";
    }

    private void Begin(Action call)
    {
        lock (gate)
            open++;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            call();
            lock (gate)
            {
                open--;
                Monitor.PulseAll(gate);
            }
        });
    }
}

// prints:
// 6 letters
