// no fix
// Each tick sets the next one, a little later than the last; whoever switches the lamp off may do so in between, and the tick then throws.
class Program
{
    static void Main()
    {
        var lamp = new DeskLamp();
        lamp.Dimmed.Wait();
        Thread.Sleep(20);
        lamp.PullOut();
        Console.WriteLine("dark");
    }
}

class DeskLamp
{
    private readonly Timer fade;
    private int light = 3;

    public DeskLamp()
    {
        fade = new Timer(Fade, null, Timeout.Infinite, Timeout.Infinite);
        fade.Change(1, Timeout.Infinite);
    }

    public ManualResetEventSlim Dimmed { get; } = new();

    public void PullOut() => fade.Dispose();

    private void Fade(object? state)
    {
        if (Interlocked.Decrement(ref light) > 0)
            [|fade.Change|](2, Timeout.Infinite);
        else
            Dimmed.Set();
    }
}

// prints:
// dark
