// A scribe keeps the newest page only; the ink of those before is never given back, though a page is made for being disposed of.
var scribe = new Scribe(Channel.CreateBounded<Page>(2));
scribe.Write("once", "upon", "a time");
Console.WriteLine($"{Page.Open} open, the last says {scribe.Last()}");

sealed class Page : IDisposable
{
    public Page(string text)
    {
        Text = text;
        Open++;
    }

    public static int Open { get; private set; }

    public string Text { get; }

    public void Dispose() => Open--;
}

class Scribe(Channel<Page> archive)
{
    private readonly Channel<Page> desk = [|Channel.CreateBounded<Page>|](new BoundedChannelOptions(capacity: 1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Write(params string[] words)
    {
        foreach (var word in words)
            desk.Writer.TryWrite(new Page(word));
    }

    public string Last()
    {
        if (!desk.Reader.TryRead(out var page) || !archive.Writer.TryWrite(page))
            return "nothing";
        return page.Text;
    }
}

// prints:
// 1 open, the last says a time
