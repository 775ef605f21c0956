// One body writes the reels of a film, one other shows them.
var reels = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
var winding = Task.Run(async () =>
{
    for (var reel = 1; reel <= 3; reel++)
        await reels.Writer.WriteAsync($"reel {reel}");
    reels.Writer.Complete();
});

await foreach (var reel in reels.Reader.ReadAllAsync())
    Console.WriteLine(reel);
await winding;

// prints:
// reel 1
// reel 2
// reel 3
