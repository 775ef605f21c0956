// The timer is its own state, so it lives on though the method that made it has ended.
class Program
{
    static void Main()
    {
        var kiosk = new Kiosk();
        kiosk.Start();
        kiosk.Dark.Wait();
        Console.WriteLine("dark");
    }
}

class Kiosk
{
    public ManualResetEventSlim Dark { get; } = new();

    public void Start()
    {
        var idle = new Timer(Elapsed);
        idle.Change(5, Timeout.Infinite);
    }

    private void Elapsed(object? state)
    {
        (state as Timer)?.Dispose();
        Dark.Set();
    }
}

// prints:
// dark
