// Handler and program share a counter by Interlocked, and a list by its lock.
var count = 0;
var names = new List<string>();
using (var clock = new System.Timers.Timer(10))
{
    using var three = new CountdownEvent(3);
    clock.Elapsed += (_, _) =>
    {
        var number = Interlocked.Increment(ref count);
        lock (names)
            names.Add($"tick {number}");
        if (number <= 3)
            three.Signal();
    };
    clock.Start();
    three.Wait();
}

Console.WriteLine(Volatile.Read(ref count) >= 3);
lock (names)
    Console.WriteLine(names.Contains("tick 1"));

// prints:
// True
// True
