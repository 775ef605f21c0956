// The lights of a harbour pass from one channel to the next; the loop waits for the first one, so the backlog begins there.
var seen = Channel.CreateBounded<string>(2);
var noted = Channel.CreateUnbounded<string>();
var noting = Task.Run(async () =>
{
    await foreach (var light in seen.Reader.ReadAllAsync())
        await noted.Writer.WriteAsync(light.ToUpperInvariant());
    noted.Writer.Complete();
});

foreach (var light in new[] { "red", "green" })
    await seen.Writer.WriteAsync(light);
seen.Writer.Complete();
await noting;
await foreach (var light in noted.Reader.ReadAllAsync())
    Console.WriteLine(light);

// prints:
// RED
// GREEN
