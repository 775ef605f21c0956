// The object is made first and started by who made it; its timer begins later.
using var pulse = Pulse.Start(TimeSpan.FromMilliseconds(5));
Console.WriteLine(pulse.WaitForBeat());

sealed class Pulse : IDisposable
{
    private readonly ManualResetEventSlim beaten = new();
    private readonly Timer timer;
    private readonly string text;

    private Pulse()
    {
        timer = new Timer(_ => Beat(), null, Timeout.Infinite, Timeout.Infinite);
        text = "beat";
    }

    public static Pulse Start(TimeSpan period)
    {
        var pulse = new Pulse();
        pulse.timer.Change(TimeSpan.Zero, period);
        return pulse;
    }

    private void Beat()
    {
        if (text.Length > 0)
            beaten.Set();
    }

    public bool WaitForBeat() => beaten.Wait(TimeSpan.FromSeconds(10));

    public void Dispose() => timer.Dispose();
}

// prints:
// True
