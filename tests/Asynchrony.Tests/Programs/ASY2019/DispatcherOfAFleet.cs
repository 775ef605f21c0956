// A dispatcher that survives a bad order, and ends when it is told to.
class Program
{
    static void Main()
    {
        using var fleet = new Dispatcher();
        fleet.Send("12;harbour");
        fleet.Send("no number;airport");
        fleet.Send("7;station");
        fleet.Done.Wait();
        fleet.Stop();
        Console.WriteLine($"{fleet.Sent} sent, {fleet.Refused} refused");
    }
}

sealed class Dispatcher : IDisposable
{
    private readonly BlockingCollection<string> orders = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Thread worker;

    public Dispatcher()
    {
        worker = new Thread(Work) { IsBackground = true };
        worker.Start();
    }

    public CountdownEvent Done { get; } = new(3);

    public int Sent { get; private set; }

    public int Refused { get; private set; }

    public void Send(string order) => orders.Add(order);

    public void Stop()
    {
        stop.Cancel();
        worker.Join();
    }

    public void Dispose()
    {
        stop.Dispose();
        orders.Dispose();
    }

    private void Work()
    {
        try
        {
            foreach (var order in orders.GetConsumingEnumerable(stop.Token))
            {
                try
                {
                    Sent += Van(order) > 0 ? 1 : 0;
                }
                catch (FormatException)
                {
                    Refused++;
                }

                Done.Signal();
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("the dispatcher goes home");
        }
    }

    private static int Van(string order) => int.Parse(order.Split(';')[0]);
}

// prints:
// the dispatcher goes home
// 2 sent, 1 refused
