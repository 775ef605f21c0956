// Static fields and initialised ones have their values when the timer fires; the timer itself fires later.
using (var stile = new Turnstile())
    Console.WriteLine(stile.Wait());

sealed class Turnstile : IDisposable
{
    private static readonly int Step = 3;
    private readonly ManualResetEventSlim turned = new();
    private readonly Timer timer;
    private readonly List<int> turns = [];

    public Turnstile()
    {
        timer = new Timer(_ => Turn(), null, 5, Timeout.Infinite);
        turns.Capacity = 4;
    }

    public string Wait()
    {
        turned.Wait();
        lock (turns)
            return string.Join(' ', turns);
    }

    public void Dispose()
    {
        using var ended = new ManualResetEvent(false);
        if (timer.Dispose(ended))
            ended.WaitOne();
        turned.Dispose();
    }

    private void Turn()
    {
        lock (turns)
            turns.Add(Step);
        turned.Set();
    }
}

// prints:
// 3
