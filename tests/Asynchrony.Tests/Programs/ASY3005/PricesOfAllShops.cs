// Every shop is asked at the same time; the answers come back on any thread.
var desk = new PriceDesk();
await desk.Ask(Enumerable.Range(1, 40).Select(number => $"shop {number}").ToArray());
Console.WriteLine($"{desk.Known} prices, {desk.Closed} shops are closed");

class PriceDesk
{
    private readonly Dictionary<string, int> prices = new();
    private readonly List<string> closed = new();

    public int Known => prices.Count;

    public int Closed => closed.Count;

    public async Task Ask(string[] shops)
    {
        var questions = shops.Select(async shop =>
        {
            try
            {
                [|prices[shop]|] = await PriceIn(shop);
            }
            catch (InvalidOperationException)
            {
                [|closed.Add|](shop);
            }
        });
        await Task.WhenAll(questions);
    }

    private static async Task<int> PriceIn(string shop)
    {
        await Task.Yield();
        return shop.EndsWith('0') ? throw new InvalidOperationException(shop) : shop.Length * 10;
    }
}

// prints:
// 36 prices, 4 shops are closed
