// A meter samples until it is told to stop. Another one asks a flag that the sampler sets.
var meter = new Meter();
Console.WriteLine(meter.RunFor(TimeSpan.FromMilliseconds(20)) > 0 ? "sampled" : "nothing sampled");
Console.WriteLine(meter.FirstAbove(3));

class Meter
{
    private int value;

    public long RunFor(TimeSpan time)
    {
        var stop = false;
        var samples = 0L;
        var sampler = new Thread(() =>
        {
            do
            {
                samples++;
                Sample();
            }
            while (!stop);
        });

        sampler.Start();
        Thread.Sleep(time);
        [|stop|] = true;
        sampler.Join();
        return samples;
    }

    public string FirstAbove(int limit)
    {
        var found = false;
        var search = new Thread(() =>
        {
            for (value = 0; value <= limit; Sample())
                Thread.Yield();
            found = true;
        });

        search.Start();
        var spins = new SpinWait();
        while (![|found|])
            spins.SpinOnce();
        search.Join();
        return $"found {value} above {limit}";
    }

    private void Sample() => value++;
}

// prints:
// sampled
// found 4 above 3
