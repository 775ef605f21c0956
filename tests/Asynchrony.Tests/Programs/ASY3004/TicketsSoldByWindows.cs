// Three windows sell tickets from one roll until it is used up.
using var office = new TicketOffice(tickets: 3000);
office.Open(windows: 3);
Console.WriteLine(office.Report());

class TicketOffice(int tickets) : IDisposable
{
    private readonly ThreadLocal<int> soldHere = new(trackAllValues: true);
    private int sold;
    private int served;

    public void Open(int windows)
    {
        var threads = new List<Thread>();
        for (var window = 0; window < windows; window++)
        {
            var thread = new Thread([|Sell|]) { Name = $"window {window}" };
            thread.Start();
            threads.Add(thread);
        }

        foreach (var thread in threads)
            thread.Join();
    }

    public string Report() => $"sold {sold}, served {served}, windows {soldHere.Values.Sum()}";

    private void Sell()
    {
        for (var customer = 0; customer < tickets / 3; customer++)
        {
            Serve();
            soldHere.Value++;
            served++;
        }
    }

    public void Dispose() => soldHere.Dispose();

    private void Serve() => sold += 1;
}

// prints:
// sold 3000, served 3000, windows 3000
