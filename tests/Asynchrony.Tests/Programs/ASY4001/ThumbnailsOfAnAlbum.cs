// An album of photographs is read, scaled down and written to an index, each step beside the others.
var scaled = [|Channel.CreateBounded<Thumbnail>|](4);
var album = new Album("harbour", "lighthouse", "market", "old town", "pier");

var scaling = Task.Run(async () =>
{
    foreach (var photo in album.Photos)
    {
        var thumbnail = await Scaler.Shrink(photo);
        await scaled.Writer.WriteAsync(thumbnail);
    }
});

var index = new List<string>();
await foreach (var thumbnail in scaled.Reader.ReadAllAsync())
    index.Add($"{index.Count + 1}. {thumbnail.Name} ({thumbnail.Width}x{thumbnail.Height})");

await scaling;
foreach (var line in index)
    Console.WriteLine(line);

record Thumbnail(string Name, int Width, int Height);

class Album(params string[] photos)
{
    public IReadOnlyList<string> Photos => photos;
}

static class Scaler
{
    public static async Task<Thumbnail> Shrink(string photo)
    {
        await Task.Delay(2);
        return new Thumbnail(photo, 16 * photo.Length, 9 * photo.Length);
    }
}

// prints:
// 1. harbour (112x63)
// 2. lighthouse (160x90)
// 3. market (96x54)
// 4. old town (128x72)
// 5. pier (64x36)
