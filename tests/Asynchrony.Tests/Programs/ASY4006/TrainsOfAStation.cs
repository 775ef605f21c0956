// A station waits for a signal before it looks for a train; what it may find then is taken without waiting.
var trains = new ConcurrentQueue<string>();
using var signal = new SemaphoreSlim(0);
var driving = Task.Run(async () =>
{
    foreach (var train in new[] { "express", "local", "" })
    {
        await Task.Delay(1);
        trains.Enqueue(train);
        signal.Release();
    }
});

var isOpen = true;
while (isOpen)
{
    await signal.WaitAsync();
    while (trains.TryDequeue(out var train))
    {
        isOpen = train.Length > 0;
        Console.WriteLine(isOpen ? train : "closed");
    }
}

await driving;

// prints:
// express
// local
// closed
