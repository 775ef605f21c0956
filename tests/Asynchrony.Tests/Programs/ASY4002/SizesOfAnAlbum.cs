// The pictures of an album are measured beside the one who adds them up. The one that is missing is told, and ends the work.
var album = new Album(new Dictionary<string, int> { ["sea.png"] = 300, ["hill.png"] = 200 });
var sum = 0;
await foreach (var size in album.Measure("sea.png", "hill.png", "cave.png", "lake.png").ReadAllAsync())
    sum += size;
Console.WriteLine($"{sum} kB");

class Album(Dictionary<string, int> pictures)
{
    public ChannelReader<int> Measure(params string[] names)
    {
        var sizes = Channel.CreateBounded<int>(4);
        _ = Task.Run(async () =>
        {
            try
            {
                foreach (var name in names)
                    await sizes.Writer.WriteAsync(SizeOf(name));
                [|sizes.Writer.Complete|]();
            }
            catch (FileNotFoundException problem)
            {
                Console.WriteLine($"no {problem.FileName}");
            }
        });
        return sizes.Reader;
    }

    private int SizeOf(string name) => pictures.TryGetValue(name, out var size) ? size : throw new FileNotFoundException("missing", name);
}

// prints:
// no cave.png
// 500 kB
