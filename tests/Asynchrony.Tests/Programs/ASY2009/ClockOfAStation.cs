// The loop is a task from the start, and the thread that shows it blocks: neither is an async body of a thread.
class Program
{
    static async Task Main()
    {
        using var closing = new CancellationTokenSource();
        var station = new Station();
        var clock = Task.Run(() => station.Tick(closing.Token));
        await station.Reached(3);
        await closing.CancelAsync();
        await clock;
        Console.WriteLine("closed after three");
    }
}

class Station
{
    private readonly TaskCompletionSource third = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Tick(CancellationToken closing)
    {
        for (var minute = 1; !closing.IsCancellationRequested; minute++)
        {
            await Task.Delay(2, CancellationToken.None);
            if (minute == 3)
                third.TrySetResult();
        }
    }

    public async Task Reached(int minutes)
    {
        await third.Task;
        Console.WriteLine($"{minutes} minutes");
    }
}

// prints:
// 3 minutes
// closed after three
