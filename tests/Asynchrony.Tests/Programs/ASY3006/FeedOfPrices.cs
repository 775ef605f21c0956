// no fix
// A pool work item of a constructor reads a property that the next line sets.
var feed = new PriceFeed("EUR");
Console.WriteLine(feed.Wait());

sealed class PriceFeed
{
    private readonly ManualResetEventSlim read = new();
    private string seen = "";

    public PriceFeed(string currency)
    {
        [|ThreadPool.QueueUserWorkItem|](_ =>
        {
            seen = Currency ?? "none";
            read.Set();
        });
        Currency = currency;
    }

    public string? Currency { get; }

    public bool Wait()
    {
        read.Wait();
        return seen is "EUR" or "none";
    }
}

// prints:
// True
