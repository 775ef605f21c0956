// At the end of a service the thread gets a second to end; nothing of what it wrote is used any more.
using (var guard = new Guard())
    Console.WriteLine(guard.Watch());
Console.WriteLine("dismissed");

sealed class Guard : IDisposable
{
    private readonly ManualResetEventSlim dismissed = new();
    private readonly Thread round;
    private int rounds;

    public Guard()
    {
        round = new Thread(Walk) { IsBackground = true };
        round.Start();
    }

    public string Watch() => dismissed.IsSet ? "off" : "on";

    public void Dispose()
    {
        dismissed.Set();
        round.Join(1000);
    }

    private void Walk()
    {
        do
            rounds++;
        while (!dismissed.Wait(1));
    }
}

// prints:
// on
// dismissed
