// A timer counts its turns, and the keeper looks at the count while it still ticks.
using (var tower = new Lighthouse())
    Console.WriteLine(tower.Night() ? "turning" : "still");

sealed class Lighthouse : IDisposable
{
    private readonly AutoResetEvent turned = new(false);

    public bool Night()
    {
        var turns = 0;
        using var lamp = new Timer(_ =>
        {
            Interlocked.Increment(ref turns);
            turned.Set();
        }, null, 1, 1);
        turned.WaitOne();
        return Volatile.Read(ref turns) > 0;
    }

    public void Dispose() => turned.Dispose();
}

// prints:
// turning
