// The keepers of a lighthouse write the log in turns: the next shift begins when the one before is over.
var log = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
var archive = Archive(log.Reader);

foreach (var keeper in new[] { "Ines", "Olav" })
{
    var shift = Task.Run(() => Watch(log.Writer, keeper));
    await shift;
}

log.Writer.Complete();
Console.WriteLine($"{await archive} entries");

static async Task Watch(ChannelWriter<string> to, string keeper)
{
    for (var hour = 1; hour <= 3; hour++)
    {
        await Task.Delay(1);
        await to.WriteAsync($"{keeper}, hour {hour}: light burns");
    }
}

static async Task<int> Archive(ChannelReader<string> from)
{
    var entries = 0;
    await foreach (var entry in from.ReadAllAsync())
        entries += entry.EndsWith("burns", StringComparison.Ordinal) ? 1 : 0;
    return entries;
}

// prints:
// 6 entries
