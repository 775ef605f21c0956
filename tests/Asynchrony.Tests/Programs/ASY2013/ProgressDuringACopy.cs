// The timer lives as long as the block that it reports on.
class Program
{
    static void Main()
    {
        var copied = 0;
        var reports = 0;
        using (new Timer(_ => Interlocked.Increment(ref reports), null, 0, 1))
        {
            while (Volatile.Read(ref reports) < 2)
            {
                Thread.Sleep(1);
                copied++;
            }
        }

        Console.WriteLine(copied > 0 ? "copied with reports" : "nothing copied");
    }
}

// prints:
// copied with reports
