namespace Tour.Threads;

/// <summary>Waits until no letter is open, where each is counted only when it is being written.</summary>
internal sealed class CountedTooLate
{
    private int open;

    public static void Run() => new CountedTooLate().Send(["ada", "bob"]);

    private void Send(string[] names)
    {
        foreach (var name in names)
        {
            Task.Run(() =>
            {
                Interlocked.Increment(ref open);
                Console.WriteLine($"  dear {name}");
                Interlocked.Decrement(ref open);
            });
        }

        while (Volatile.Read(ref open) > 0)
            Thread.Sleep(1);
    }
}
