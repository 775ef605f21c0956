// Whoever closes the meter awaits the last tick before the file goes.
class Program
{
    static async Task Main()
    {
        var meter = new Meter();
        await meter.First;
        await meter.Close();
        Console.WriteLine("closed");
    }
}

class Meter
{
    private readonly MemoryStream log = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer timer;

    public Meter() => timer = new Timer(_ => Read(), null, 0, 1);

    public Task First => first.Task;

    private void Read()
    {
        log.WriteByte(1);
        first.TrySetResult();
    }

    public async Task Close()
    {
        await timer.DisposeAsync();
        await log.DisposeAsync();
    }
}

// prints:
// closed
