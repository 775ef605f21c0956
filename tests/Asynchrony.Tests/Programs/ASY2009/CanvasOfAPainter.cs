// A painter brings all awaits back to one thread: the thread pumps them itself, until the whole picture is done.
class Program
{
    static void Main()
    {
        var painter = new Painter();
        Console.WriteLine(painter.Paint(["sky", "sea", "boat"]));
    }
}

class Painter
{
    private readonly List<string> layers = [];

    public string Paint(string[] names)
    {
        var brush = new Thread(() =>
        {
            var pump = new Pump();
            SynchronizationContext.SetSynchronizationContext(pump);
            var picture = Layers(names);
            picture.ContinueWith(_ => pump.Close(), TaskScheduler.Default);
            pump.Run();
            picture.GetAwaiter().GetResult();
        });
        brush.Start();
        Console.WriteLine("the paint dries");
        brush.Join();
        return string.Join(" on ", layers);
    }

    private async Task Layers(string[] names)
    {
        foreach (var name in names)
        {
            await Task.Delay(2);
            layers.Add(name);
        }
    }
}

sealed class Pump : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Step, object? State)> steps = new();

    public override void Post(SendOrPostCallback d, object? state) => steps.Add((d, state));

    public void Run()
    {
        foreach (var (step, state) in steps.GetConsumingEnumerable())
            step(state);
    }

    public void Close() => steps.CompleteAdding();
}

// prints:
// the paint dries
// sky on sea on boat
