// A wait with a limit is only one look at the clock: the loop asks until the other side is done.
var clock = new Clock();
Console.WriteLine(clock.Wind());

class Clock
{
    private readonly ManualResetEventSlim wound = new();
    private int turns;

    public string Wind()
    {
        var winding = new Thread(() =>
        {
            for (var turn = 0; turn < 5; turn++)
                turns++;
            wound.Set();
        });
        winding.Start();
        while (!wound.IsSet)
            wound.Wait(5);
        winding.Join();
        return $"{turns} turns";
    }
}

// prints:
// 5 turns
