namespace Tour.Threads;

/// <summary>Sleeps until a thread has ended, instead of waiting for its end.</summary>
internal static class SleptUntilDone
{
    public static void Run()
    {
        var printing = new Thread(() => Console.WriteLine("  printing"));
        printing.Start();
        Console.WriteLine("  beside");
        while (printing.IsAlive)
            Thread.Sleep(10);
        Console.WriteLine("  printed");
    }
}
