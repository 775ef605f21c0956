// no fix
// A feed gives one event after the other, and all of them wait in a collection without a limit.
var feed = new Feed();
var storing = feed.Store();
await feed.Collect();
Console.WriteLine($"{await storing} stored");

class Feed
{
    private readonly BlockingCollection<int> events = [|new BlockingCollection<int>|]();

    public async Task Collect()
    {
        try
        {
            await foreach (var number in Numbers())
                events.Add(number);
        }
        finally
        {
            events.CompleteAdding();
        }
    }

    public Task<int> Store() => Task.Run(() =>
    {
        var stored = 0;
        foreach (var number in events.GetConsumingEnumerable())
            stored += number > 0 ? 1 : 0;
        return stored;
    });

    private static async IAsyncEnumerable<int> Numbers()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }
}

// prints:
// 5 stored
