// The loop has a limit: it gives up when the train is late.
class Program
{
    static void Main()
    {
        using var arrived = new ManualResetEventSlim();
        Console.WriteLine(Platform.Wait(arrived, TimeSpan.FromMilliseconds(20)));
        arrived.Set();
        Console.WriteLine(Platform.Wait(arrived, TimeSpan.FromMinutes(1)));
    }
}

static class Platform
{
    public static string Wait(ManualResetEventSlim arrived, TimeSpan limit)
    {
        var began = Environment.TickCount64;
        while (!arrived.IsSet && Environment.TickCount64 - began < limit.TotalMilliseconds)
            Thread.Sleep(1);
        return arrived.IsSet ? "arrived" : "late";
    }
}

// prints:
// late
// arrived
