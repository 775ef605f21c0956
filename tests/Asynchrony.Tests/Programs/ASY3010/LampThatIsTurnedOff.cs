// The counter is read when the timer has been stopped, and what it tells about was waited for before that.
var lamp = new Lamp();
Console.WriteLine(lamp.Blink(times: 3));

class Lamp
{
    public string Blink(int times)
    {
        var flashes = new BlockingCollection<int>();
        var count = 0;
        var started = DateTime.MinValue;
        var clock = new System.Timers.Timer(3);
        clock.Elapsed += (_, flash) =>
        {
            if (started == DateTime.MinValue)
                started = flash.SignalTime;
            flashes.Add(Interlocked.Increment(ref count));
        };

        Console.WriteLine(count);
        clock.Start();
        for (var flash = 0; flash < times; flash++)
            flashes.Take();
        clock.Stop();
        return started > DateTime.MinValue ? "blinked" : "dark";
    }
}

// prints:
// 0
// blinked
