// A number in front of a foreach counts on in each round; the tickets that the pool prints read it.
using (var box = new TicketBox())
    Console.WriteLine(box.Print(["Ann", "Bob", "Cid"]));

sealed class TicketBox : IDisposable
{
    private readonly CountdownEvent printed = new(3);

    public string Print(string[] guests)
    {
        var tickets = new ConcurrentBag<string>();
        var number = 100;
        foreach (var guest in guests)
        {
            number++;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                tickets.Add($"{guest} {[|number|]}");
                printed.Signal();
            });
        }

        printed.Wait();
        return string.Join(", ", tickets.Order(StringComparer.Ordinal));
    }

    public void Dispose() => printed.Dispose();
}

// prints:
// Ann 101, Bob 102, Cid 103
