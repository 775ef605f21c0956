// Three runners count themselves out, and the referee spins until all have.
class Program
{
    static void Main()
    {
        var relay = new Relay("Ida", "Jan", "Kim");
        Console.WriteLine(relay.Run());
    }
}

class Relay(params string[] runners)
{
    private readonly ConcurrentDictionary<string, int> laps = new();

    public string Run()
    {
        var running = new CountdownEvent(runners.Length);
        foreach (var runner in runners)
            ThreadPool.QueueUserWorkItem(_ =>
            {
                laps[runner] = runner.Length;
                running.Signal();
            });

        while (!running.IsSet)
        {
            [|Thread.SpinWait|](100);
        }

        return string.Join(", ", laps.Keys.Order());
    }
}

// prints:
// Ida, Jan, Kim
