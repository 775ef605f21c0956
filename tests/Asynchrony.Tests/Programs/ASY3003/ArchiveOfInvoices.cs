// Invoices are packed on the pool, and the method that asks for it closes the archive on its way out.
class Program
{
    static void Main()
    {
        var office = new Office();
        office.Pack("march", 3);
        office.Pack("april", 2);
        office.Close();
        foreach (var line in office.Journal.Order(StringComparer.Ordinal))
            Console.WriteLine(line);
    }
}

sealed class Office
{
    private readonly CountdownEvent packed = new(2);

    public System.Collections.Concurrent.ConcurrentBag<string> Journal { get; } = new();

    public void Pack(string month, int invoices)
    {
        // One archive a month.
        using var archive = new Archive(month);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            for (var number = 1; number <= invoices; number++)
                [|archive|].Add(number);
            Journal.Add($"{archive.Name}: {archive.Count}");
            packed.Signal();
        });
        Console.WriteLine("asked for");
    }

    public void Close() => packed.Wait();
}

sealed class Archive(string name) : IDisposable
{
    private bool closed;

    public string Name => name;

    public int Count { get; private set; }

    public void Add(int number)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        Count += Math.Sign(number);
    }

    public void Dispose() => closed = true;
}

// prints:
// asked for
// asked for
// april: 2
// march: 3
