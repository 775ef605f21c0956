namespace Tour.Threads;

/// <summary>Rings a bell on a thread, and starts that once too often.</summary>
internal static class StartedTwice
{
    public static void Run()
    {
        var bell = new Thread(Sound);
        bell.Start();
        Console.WriteLine("  ringing");
        bell.Join();
    }

    private static void Sound() => Console.WriteLine("  ding");
}
