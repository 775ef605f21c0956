// A timer reads a gauge that sometimes sends a text which is no number.
class Program
{
    static void Main()
    {
        using var turbine = new Turbine(["2900", "3000", "n/a"]);
        turbine.Watch();
        turbine.Seen.Wait();
        Console.WriteLine(turbine.Calibrate("slow"));
        Console.WriteLine($"last speed {turbine.Speed}");
    }
}

sealed class Turbine(string[] readings) : IDisposable
{
    private readonly Queue<string> gauge = new(readings);
    private Timer? watch;
    private volatile int speed;

    public CountdownEvent Seen { get; } = new(readings.Length);

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
            Console.WriteLine(e.GetType().Name);
        }

        return 1;
    }

    public void Dispose() => watch?.Dispose();

    private void Read(object? state)
    {
        foreach (var reading in gauge)
        {
            Seen.Signal();
            speed = int.Parse(reading);
        }
    }
}

// prints:
// FormatException
// FormatException
// 1
// last speed 3000
