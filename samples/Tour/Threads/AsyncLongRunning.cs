namespace Tour.Threads;

/// <summary>Beats three times in a task that asks for a thread of its own, and leaves it at the first await.</summary>
internal sealed class AsyncLongRunning
{
    private Task? beating;

    public static async Task Run()
    {
        var heart = new AsyncLongRunning();
        heart.Start();
        await heart.Stop();
    }

    private void Start()
    {
        beating = Task.Factory.StartNew(async () =>
        {
            for (var beat = 1; beat <= 3; beat++)
            {
                await Task.Delay(5);
                Console.WriteLine($"  beat {beat}");
            }
        }, TaskCreationOptions.LongRunning);
    }

    private async Task Stop()
    {
        if (beating is { } last)
            await last;
    }
}
