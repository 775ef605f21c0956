// A build starts its checks and waits until none is open; each counts itself in when it has begun.
class Program
{
    static void Main()
    {
        var build = new Build();
        build.Check(["style", "tests", "links"]);
        Console.WriteLine($"{build.Passed} checks passed");
    }
}

class Build
{
    private int open;
    private int passed;

    public int Passed => Volatile.Read(ref passed);

    public void Check(string[] checks)
    {
        foreach (var check in checks)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                [|Interlocked.Increment|](ref open);
                if (check.Length > 0)
                    Interlocked.Increment(ref passed);
                Interlocked.Decrement(ref open);
            });
        }

        while (Volatile.Read(ref open) > 0)
            Thread.Sleep(1);
    }
}

// prints:
// 3 checks passed
