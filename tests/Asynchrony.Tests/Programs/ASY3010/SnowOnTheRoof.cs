// Both sides take the lock, or a latch is waited for with each number; and a pulse tells the reader to look again.
var roof = new Roof();
Console.WriteLine(roof.Load(10));

class Roof
{
    private readonly object gate = new();

    public string Load(int limit)
    {
        var weight = 0;
        var last = DateTime.MinValue;
        using var latch = new CountdownEvent(2);
        using var snow = new System.Timers.Timer { Interval = 2 };
        snow.Elapsed += (_, flake) =>
        {
            lock (gate)
            {
                weight += 5;
                last = flake.SignalTime;
                Monitor.PulseAll(gate);
            }

            if (!latch.IsSet)
                latch.Signal();
        };
        snow.Start();

        lock (gate)
        {
            while (weight < limit)
                Monitor.Wait(gate);
            Console.WriteLine(weight >= limit);
        }

        latch.Wait();
        lock (gate)
            return last > DateTime.MinValue ? "shovel" : "wait";
    }
}

// prints:
// True
// shovel
