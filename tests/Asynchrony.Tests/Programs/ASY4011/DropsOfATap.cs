// A tap drips at its own pace: time passes between two drops.
var drops = Channel.CreateUnbounded<int>();
using var closed = new CancellationTokenSource();
var dripping = Task.Run(async () =>
{
    var drop = 0;
    while (!closed.IsCancellationRequested)
    {
        drops.Writer.TryWrite(++drop);
        await Task.Delay(1);
    }
});

var first = await drops.Reader.ReadAsync();
var second = await drops.Reader.ReadAsync();
closed.Cancel();
await dripping;
Console.WriteLine($"{first}, {second}");

// prints:
// 1, 2
