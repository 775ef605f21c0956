// A thread that was made before the loop watches the count on purpose; it asks again and again.
var launch = new Launch();
Console.WriteLine(launch.Count(from: 3));

class Launch
{
    private volatile int left;

    public string Count(int from)
    {
        left = from;
        var calls = 0;
        var watching = new Thread(() =>
        {
            while (left > 0)
                Interlocked.Increment(ref calls);
        });
        watching.Start();
        for (var second = from; second > 0; second--)
            left = second - 1;
        watching.Join();
        return Volatile.Read(ref calls) >= 0 ? "lift-off" : "";
    }
}

// prints:
// lift-off
