// window application
// The loop has no end of its own, but the token that it asks in each round has: the exception leads out of the body, whose start expects it.
class Program
{
    static void Main()
    {
        var ticker = new Ticker();
        ticker.Begin();
        ticker.Shown.Wait();
        ticker.End();
        Console.WriteLine("off the air");
    }
}

class Ticker
{
    private readonly CancellationTokenSource stop = new();
    private int line;

    public CountdownEvent Shown { get; } = new(3);

    public void Begin()
    {
        var screen = new Thread(() =>
        {
            try
            {
                Show(stop.Token);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Exchange(ref line, 0);
            }
        });
        screen.Start();
    }

    public void End() => stop.Cancel();

    private void Show(CancellationToken token)
    {
        while (true)
        {
            token.ThrowIfCancellationRequested();
            Interlocked.Increment(ref line);
            if (!Shown.IsSet)
                Shown.Signal();
            Thread.Sleep(1);
        }
    }
}

// prints:
// off the air
