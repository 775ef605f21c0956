// A timer of System.Timers keeps itself while it is enabled, though it is a local of a method that has ended; its last ring stops it.
using System.Timers;

class Program
{
    static void Main()
    {
        var factory = new Factory();
        factory.Begin();
        GC.Collect();
        factory.Over.Wait();
        Console.WriteLine("the shift is over");
    }
}

class Factory
{
    private int rung;

    public ManualResetEventSlim Over { get; } = new();

    public void Begin()
    {
        var siren = new System.Timers.Timer(2) { AutoReset = true };
        siren.Elapsed += Ring;
        siren.Start();
    }

    private void Ring(object? sender, ElapsedEventArgs e)
    {
        if (Interlocked.Increment(ref rung) != 3)
            return;

        (sender as System.Timers.Timer)?.Stop();
        Over.Set();
    }
}

// prints:
// the shift is over
