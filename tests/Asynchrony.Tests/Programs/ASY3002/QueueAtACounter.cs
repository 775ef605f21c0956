// What looks like a shared loop variable is a copy, a variable of the loop body, or is only used by a delegate that runs in the loop.
using System.Globalization;

class Program
{
    static void Main()
    {
        var counter = new Counter(["Ann", "Bob", "Cid"]);
        counter.Open();
        Console.WriteLine(string.Join(", ", counter.Served.OrderBy(served => served, StringComparer.Ordinal)));
        Console.WriteLine(counter.Waited.ToString("0.0", CultureInfo.InvariantCulture));
    }
}

class Counter(string[] queue)
{
    private readonly object till = new();

    public ConcurrentBag<string> Served { get; } = [];
    public double Waited { get; private set; }

    public void Open()
    {
        var clerks = new Thread[queue.Length];
        for (int place = queue.Length - 1; place >= 0; place--)
        {
            var (number, name) = (place + 1, queue[place]);
            clerks[place] = new Thread(() =>
            {
                Served.Add($"{number} {name}");
                lock (till)
                    Waited += number / 2.0;
            });
            clerks[place].Start();

            // Runs here and now.
            var ahead = Array.FindAll(queue, other => Array.IndexOf(queue, other) < place);
            if (ahead.Length != place)
                throw new InvalidOperationException($"{name} jumped the queue");
        }

        foreach (var clerk in clerks)
            clerk.Join();
    }
}

// prints:
// 1 Ann, 2 Bob, 3 Cid
// 3.0
