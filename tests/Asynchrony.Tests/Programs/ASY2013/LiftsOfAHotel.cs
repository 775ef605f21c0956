// The lift is disposed of under its lock, which its ticks take as well, and a tick that comes too late sees that it is.
class Program
{
    static void Main()
    {
        var shaft = new StringWriter();
        var lift = new Lift(shaft);
        lift.Arrived.Wait();
        lift.Dispose();
        lift.Dispose();
        Console.WriteLine(shaft.ToString().Split('\n')[0].TrimEnd());
    }
}

sealed class Lift : IDisposable
{
    private readonly object gate = new();
    private readonly TextWriter log;
    private readonly Timer motor;
    private bool isDisposed;
    private int floor;

    public Lift(TextWriter log)
    {
        this.log = log;
        motor = new Timer(Up, null, 1, 1);
    }

    public ManualResetEventSlim Arrived { get; } = new();

    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
                return;

            isDisposed = true;
            motor.Dispose();
            log.Dispose();
        }
    }

    private void Up(object? state)
    {
        lock (gate)
        {
            if (isDisposed)
                return;

            log.WriteLine($"floor {++floor}");
            if (floor == 3)
                Arrived.Set();
        }
    }
}

// prints:
// floor 1
