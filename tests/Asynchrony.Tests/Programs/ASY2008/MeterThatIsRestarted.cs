// A meter is started and stopped again and again: each start makes a thread, for one that has ended cannot go on.
class Program
{
    static void Main()
    {
        var meter = new Meter();
        for (var day = 1; day <= 3; day++)
        {
            meter.Start();
            Console.WriteLine($"day {day}");
            meter.Stop();
        }

        Console.WriteLine($"{meter.Days} days measured");
    }
}

class Meter
{
    private Thread? worker;
    private int days;

    public int Days => Volatile.Read(ref days);

    public void Start()
    {
        if (worker is not null)
            throw new InvalidOperationException("the meter runs already");

        worker = new Thread(Measure) { Name = "meter" };
        worker.Start();
    }

    public void Stop()
    {
        worker?.Join();
        worker = null;
    }

    private void Measure() => Interlocked.Increment(ref days);
}

// prints:
// day 1
// day 2
// day 3
// 3 days measured
