// A screen shows the last two headlines: the channel is told to drop those before.
var headlines = Channel.CreateBounded<string>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });
foreach (var headline in new[] { "fog", "fair", "feast", "fireworks" })
    headlines.Writer.TryWrite(headline);
headlines.Writer.Complete();

await foreach (var headline in headlines.Reader.ReadAllAsync())
    Console.WriteLine(headline);

// prints:
// feast
// fireworks
