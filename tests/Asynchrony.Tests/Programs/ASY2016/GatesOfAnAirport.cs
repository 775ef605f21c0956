// Passengers count themselves in, but the gate waits for the threads first and asks the count afterwards.
var gate = new Gate();
Console.WriteLine(gate.Board(["Ann", "Bob"]));

class Gate
{
    private int aboard;
    private int walking;

    public string Board(string[] passengers)
    {
        var threads = passengers.Select(_ => new Thread(Walk)).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        while (Volatile.Read(ref walking) > 0)
            Thread.Yield();
        return $"{Volatile.Read(ref aboard)} aboard";
    }

    private void Walk()
    {
        Interlocked.Increment(ref walking);
        Interlocked.Increment(ref aboard);
        Interlocked.Decrement(ref walking);
    }
}

// prints:
// 2 aboard
