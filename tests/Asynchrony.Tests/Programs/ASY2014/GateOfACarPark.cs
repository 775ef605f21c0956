// window application
// A gate opens for each ticket. Its breaks leave the switch and not the loop, and nobody ever says that no more tickets come.
class Program
{
    static void Main()
    {
        var park = new CarPark();
        foreach (var ticket in new[] { "day", "lost", "month" })
            park.Show(ticket);
        park.Answered.Wait();
        Console.WriteLine($"{park.Opened} times open");
    }
}

class CarPark
{
    private readonly BlockingCollection<string> tickets = new();
    private int opened;

    public CarPark()
    {
        Thread gate;
        gate = [|new Thread|](Watch);
        gate.Start();
    }

    public CountdownEvent Answered { get; } = new(3);

    public int Opened => Volatile.Read(ref opened);

    public void Show(string ticket) => tickets.Add(ticket);

    private void Watch()
    {
        while (true)
        {
            switch (tickets.Take())
            {
                case "day":
                case "month":
                    Interlocked.Increment(ref opened);
                    break;
                default:
                    Answered.Signal();
                    continue;
            }

            Answered.Signal();
        }
    }
}

// prints:
// 2 times open
