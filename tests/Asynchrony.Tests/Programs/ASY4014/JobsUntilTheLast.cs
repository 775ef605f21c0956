// A worker takes jobs until one says that it is the last; another deals with the end of the channel itself.
var jobs = Channel.CreateUnbounded<int>();
var notes = Channel.CreateUnbounded<string>();
var working = Task.Run(async () =>
{
    while (true)
    {
        var job = await jobs.Reader.ReadAsync();
        if (job < 0)
            break;
        await notes.Writer.WriteAsync($"job {job}");
    }

    notes.Writer.Complete();
});
var noting = Task.Run(async () =>
{
    try
    {
        while (true)
        {
            var note = await notes.Reader.ReadAsync();
            Console.WriteLine(note);
        }
    }
    catch (ChannelClosedException)
    {
        Console.WriteLine("all noted");
    }
});

foreach (var job in new[] { 3, 1, 2, -1 })
    await jobs.Writer.WriteAsync(job);
jobs.Writer.Complete();
await Task.WhenAll(working, noting);

// prints:
// job 3
// job 1
// job 2
// all noted
