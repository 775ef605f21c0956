// The download that nobody awaits borrows the source of its caller; the caller leaves, and the source is gone.
var shop = new RecordShop();
await shop.Refresh("Kind of Blue");
await shop.Refresh("Abbey Road");
Console.WriteLine(string.Join(", ", shop.Covers.Keys.Order()));
Console.WriteLine(string.Join(", ", shop.Covers.Values.Select(cover => cover.Length).Order()));

class Covers : IDisposable
{
    private bool disposed;

    public byte[] Fetch(string title, CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        stop.ThrowIfCancellationRequested();
        var cover = new byte[title.Length];
        for (var at = 0; at < cover.Length; at++)
            cover[at] = (byte)title[at];
        return cover;
    }

    public void Dispose() => disposed = true;
}

class RecordShop
{
    private readonly Dictionary<string, int> views = [];

    public ConcurrentDictionary<string, byte[]> Covers { get; } = [];

    public async Task Refresh(string title)
    {
        var stop = CancellationToken.None;
        using var source = new Covers();
        _ = Task.Run(() => Covers[title] = [|source|].Fetch(title, stop));

        views[title] = views.GetValueOrDefault(title) + 1;
        await Log(title);
    }

    private async Task Log(string title)
    {
        var file = Path.GetTempFileName();
        await File.AppendAllTextAsync(file, $"{title} was viewed {views[title]} times");
        File.Delete(file);
    }
}

// prints:
// Abbey Road, Kind of Blue
// 10, 12
