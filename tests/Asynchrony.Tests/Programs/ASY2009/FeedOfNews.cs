// The loop of the feed asks for a thread of its own; the task in the field is that of its first step.
class Program
{
    static async Task Main()
    {
        using var closing = new CancellationTokenSource();
        var feed = new Feed(closing.Token);
        feed.Start();
        await feed.Third;
        await closing.CancelAsync();
        await feed.Stop();
        Console.WriteLine("closed");
    }
}

class Feed(CancellationToken closing)
{
    private readonly TaskCompletionSource third = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task running = Task.CompletedTask;
    private int items;

    public Task Third => third.Task;

    public void Start() => running = [|Task.Factory.StartNew|](async () =>
    {
        while (!closing.IsCancellationRequested)
        {
            await Task.Delay(1, CancellationToken.None);
            if (++items == 3)
                third.TrySetResult();
        }

        Console.WriteLine("the loop has ended");
    }, closing, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task Stop() => running;
}

// prints:
// the loop has ended
// closed
