namespace Tour.Closures;

/// <summary>Counts sheep in a thread until the caller has written its diary.</summary>
internal static class StopFlag
{
    public static void Run()
    {
        var asleep = false;
        var sheep = 0;
        var counting = new Thread(() =>
        {
            while (!Volatile.Read(ref asleep))
            {
                sheep++;
                Thread.Yield();
            }
        });
        counting.Start();
        Console.WriteLine("  the diary is written");
        Volatile.Write(ref asleep, true);
        counting.Join();
        Console.WriteLine(sheep >= 0 ? "  the sheep are counted" : "  there are no sheep");
    }
}
