// A swimmer dives until the channel is closed, and takes that for the end: the handler is there for it.
var dives = Channel.CreateUnbounded<int>();
foreach (var depth in new[] { 3, 5, 4 })
    await dives.Writer.WriteAsync(depth);
dives.Writer.Complete();

var deepest = 0;
try
{
    while (true)
        deepest = Math.Max(deepest, await dives.Reader.ReadAsync());
}
catch (ChannelClosedException)
{
    Console.WriteLine($"{deepest} metres");
}

// prints:
// 5 metres
