namespace Tour.Closures;

/// <summary>Writes postcards on the pool, in lambdas that need nothing of their creator, or no more than a name.</summary>
internal static class Postcards
{
    public static void Run()
    {
        using var written = new CountdownEvent(1);
        Write("Anna", written);
        written.Wait();

        var clock = new Thread(static () => Console.WriteLine("  all is well"));
        clock.Start();
        Console.WriteLine("  waiting for the post");
        clock.Join();
    }

    private static void Write(string name, CountdownEvent written) => ThreadPool.QueueUserWorkItem(static state =>
    {
        Console.WriteLine($"  dear {state.name}");
        state.written.Signal();
    }, (name, written), preferLocal: false);
}
