// no fix
// A loop waits for five beats, and sleeps in between: nothing says that it ever sees the number that the clock counts up.
var runner = new Runner();
Console.WriteLine(runner.Warm(beats: 3));

class Runner
{
    public string Warm(int beats)
    {
        var felt = 0;
        using var heart = new System.Timers.Timer(interval: 4);
        heart.Elapsed += delegate
        {
            felt++;
        };
        heart.Enabled = true;

        while ([|felt|] < beats)
            Thread.Sleep(1);
        return "warm";
    }
}

// prints:
// warm
