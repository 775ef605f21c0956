// A timer reads a gauge that sometimes sends a text which is no number.
class Program
{
    static void Main()
    {
        using var turbine = new Turbine(["2900", "3000", "n/a"]);
        Console.WriteLine($"factor {turbine.Calibrate("slow")}");
        turbine.Watch();
        Console.WriteLine(turbine.Complaints.Wait(TimeSpan.FromSeconds(30)) ? $"last speed {turbine.Speed}" : "no complaint");
    }
}

sealed class Turbine(string[] readings) : IDisposable
{
    private readonly ConcurrentQueue<string> gauge = new(readings);
    private Timer? watch;
    private volatile int speed;

    public CountdownEvent Complaints { get; } = new(2);

    public int Speed => speed;

    public void Watch() => watch = [|new Timer|](Read, null, 0, Timeout.Infinite);

    public int Calibrate(string factor)
    {
        try
        {
            return int.Parse(factor);
        }
        catch (Exception e)
        {
            Complain(e);
        }

        return 1;
    }

    public void Dispose() => watch?.Dispose();

    private void Read(object? state)
    {
        while (gauge.TryDequeue(out var reading))
            speed = int.Parse(reading);
    }

    private void Complain(Exception e)
    {
        Console.WriteLine(e.GetType().Name);
        Complaints.Signal();
    }
}

// prints:
// FormatException
// factor 1
// FormatException
// last speed 3000
