// A static method starts a timer and lets go of it.
class Program
{
    static void Main()
    {
        Sensor.Watch();
        Sensor.Seen.Wait();
        Console.WriteLine("seen");
    }
}

static class Sensor
{
    public static readonly ManualResetEventSlim Seen = new();

    public static void Watch()
    {
        var poll = [|new Timer|](_ => Seen.Set(), null, Timeout.Infinite, Timeout.Infinite);
        poll.Change(1, Timeout.Infinite);
    }
}

// prints:
// seen
