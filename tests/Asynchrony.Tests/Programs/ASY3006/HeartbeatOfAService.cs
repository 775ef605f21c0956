// no fix
// A timer that is due at once asks for an address that the constructor has yet to take.
using (var service = new Service("north"))
    Console.WriteLine(service.Beats());

sealed class Service : IDisposable
{
    private readonly Timer timer;
    private readonly ManualResetEventSlim beaten = new();
    private readonly string address;
    private int letters;

    public Service(string name)
    {
        timer = [|new Timer|](_ =>
        {
            Volatile.Write(ref letters, address?.Length ?? 0);
            beaten.Set();
        }, null, 0, Timeout.Infinite);
        address = name.ToUpperInvariant();
    }

    public bool Beats()
    {
        beaten.Wait();
        return Volatile.Read(ref letters) <= 5;
    }

    public void Dispose()
    {
        using var ended = new ManualResetEvent(false);
        if (timer.Dispose(ended))
            ended.WaitOne();
        beaten.Dispose();
    }
}

// prints:
// True
