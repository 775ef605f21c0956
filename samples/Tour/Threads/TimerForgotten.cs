namespace Tour.Threads;

/// <summary>Waits for something, and has a timer beat meanwhile that nothing refers to.</summary>
internal static class TimerForgotten
{
    public static async Task Run()
    {
        var timer = new Timer(_ => Console.WriteLine("  beat"), null, 0, 1000);
        await Task.Delay(20);
        Console.WriteLine("  waited");
    }
}
