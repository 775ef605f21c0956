// A sprinkler closes its valve only when the last tick of its clock is over.
class Program
{
    static async Task Main()
    {
        var sprinkler = new Sprinkler();
        sprinkler.Open();
        await sprinkler.First;
        await sprinkler.DisposeAsync();
        Console.WriteLine("the park is wet");
    }
}

sealed class Sprinkler : IAsyncDisposable
{
    private readonly MemoryStream water = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Timer? clock;

    public Task First => first.Task;

    public void Open() => clock = new Timer(Splash, null, 0, 5);

    public async ValueTask DisposeAsync()
    {
        if (clock is not null)
            await clock.DisposeAsync();
        await water.DisposeAsync();
    }

    private void Splash(object? state)
    {
        lock (water)
            water.WriteByte(1);
        first.TrySetResult();
    }
}

// prints:
// the park is wet
