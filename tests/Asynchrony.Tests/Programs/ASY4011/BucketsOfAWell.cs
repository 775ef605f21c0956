// Buckets go round for ever, and there is room for four: who fills them waits.
var buckets = Channel.CreateBounded<int>(4);
using var dry = new CancellationTokenSource();
var filling = Task.Run(async () =>
{
    try
    {
        for (var bucket = 1; ; bucket++)
            await buckets.Writer.WriteAsync(bucket, dry.Token);
    }
    catch (OperationCanceledException)
    {
        buckets.Writer.Complete();
    }
});

var litres = 0;
for (var carried = 0; carried < 3; carried++)
    litres += await buckets.Reader.ReadAsync();
dry.Cancel();
await filling;
Console.WriteLine($"{litres} litres");

// prints:
// 6 litres
