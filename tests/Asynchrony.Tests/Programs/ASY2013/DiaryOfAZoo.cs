// The diary of a zoo is closed in async code: the timer ends, and the writer right behind it, though a tick may be at it.
class Program
{
    static async Task Main()
    {
        var text = new StringWriter();
        await using (var zoo = new ZooDiary(TextWriter.Synchronized(text)))
            await zoo.Fed;

        Console.WriteLine(text.ToString().StartsWith("fed the seals") ? "written" : "empty");
    }
}

sealed class ZooDiary : IAsyncDisposable
{
    private readonly TaskCompletionSource fed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TextWriter page;
    private readonly Timer feeding;

    public ZooDiary(TextWriter page)
    {
        this.page = page;
        feeding = new Timer(Feed, null, 1, 5);
    }

    public Task Fed => fed.Task;

    public async ValueTask DisposeAsync()
    {
        [|feeding.Dispose|]();
        await page.DisposeAsync();
    }

    private void Feed(object? state)
    {
        page.WriteLine("fed the seals");
        fed.TrySetResult();
    }
}

// prints:
// written
