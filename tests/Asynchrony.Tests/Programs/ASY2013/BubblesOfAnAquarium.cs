// The pump sets its next tick itself. It knows that the aquarium may be emptied meanwhile, and says so.
class Program
{
    static void Main()
    {
        var aquarium = new Aquarium();
        aquarium.Start();
        aquarium.Bubbling.Wait();
        aquarium.Empty();
        Console.WriteLine("empty");
    }
}

class Aquarium
{
    private readonly CountdownEvent bubbles = new(3);
    private Timer? pump;

    public CountdownEvent Bubbling => bubbles;

    public void Start()
    {
        pump = new Timer(Bubble);
        pump.Change(1, Timeout.Infinite);
    }

    public void Empty()
    {
        using var last = new ManualResetEvent(false);
        if (pump?.Dispose(last) == true)
            last.WaitOne();
    }

    private void Bubble(object? state)
    {
        if (!bubbles.IsSet)
            bubbles.Signal();

        try
        {
            pump?.Change(2, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // emptied: no more bubbles
        }
    }
}

// prints:
// empty
