using Clock = System.Timers.Timer;

namespace Tour.Closures;

/// <summary>Tells whether a clock ticks by a count that its handler writes whenever the tick comes.</summary>
internal static class FirstTick
{
    public static void Run()
    {
        var ticks = 0;
        using var clock = new Clock(10) { AutoReset = false };
        clock.Elapsed += (_, _) => ticks++;
        clock.Start();
        Thread.Sleep(100);
        Console.WriteLine(ticks > 0 ? "  it ticks" : "  it does not tick");
    }
}
