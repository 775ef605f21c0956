// Who stops a clock may do so more than once: the end is only tried.
var clock = new Clock();
clock.Strike(2);
clock.Stop();
clock.Stop();
clock.Strike(1);
Console.WriteLine($"{await clock.Count()} strokes");

class Clock
{
    private readonly Channel<int> strokes = Channel.CreateUnbounded<int>();

    public void Strike(int hour)
    {
        for (var stroke = 1; stroke <= hour; stroke++)
            if (!strokes.Writer.TryWrite(stroke))
                Console.WriteLine("the clock stands still");
    }

    public void Stop() => strokes.Writer.TryComplete();

    public async Task<int> Count()
    {
        var count = 0;
        await foreach (var stroke in strokes.Reader.ReadAllAsync())
            count = Math.Max(count, stroke);
        return count;
    }
}

// prints:
// the clock stands still
// 2 strokes
