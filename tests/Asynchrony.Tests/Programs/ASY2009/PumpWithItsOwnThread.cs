// A thread that blocks for its work, and an async task beside it: each is where it belongs.
class Program
{
    static async Task Main()
    {
        var pump = new Pump();
        var filling = Task.Run(async () =>
        {
            foreach (var litres in new[] { 3, 5, 8 })
            {
                await Task.Delay(5);
                pump.Add(litres);
            }

            pump.Close();
        });
        await filling;
        Console.WriteLine(await pump.Pumped);
    }
}

class Pump
{
    private readonly BlockingCollection<int> queue = new();
    private readonly TaskCompletionSource<int> pumped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Pump() => new Thread(Run) { Name = "pump" }.Start();

    public Task<int> Pumped => pumped.Task;

    public void Add(int litres) => queue.Add(litres);

    public void Close() => queue.CompleteAdding();

    private void Run()
    {
        var sum = 0;
        foreach (var litres in queue.GetConsumingEnumerable())
            sum += litres;
        pumped.SetResult(sum);
    }
}

// prints:
// 16
