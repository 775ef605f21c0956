// no fix
// The lock that guards the prices is disposed of by hand, in the middle of the method, while the audit that was started above still takes it.
class Program
{
    static async Task Main()
    {
        var catalogue = new Catalogue(new() { ["lamp"] = 30, ["chair"] = 80, ["desk"] = 250 });
        var audit = await catalogue.Raise(percent: 10);
        Console.WriteLine(string.Join(" ", catalogue.Prices.OrderBy(price => price.Key).Select(price => $"{price.Key}={price.Value}")));
        Console.WriteLine($"{audit.Count} in the audit");
    }
}

class Catalogue(Dictionary<string, int> prices)
{
    public IReadOnlyDictionary<string, int> Prices => prices;

    public async Task<List<string>> Raise(int percent)
    {
        var audit = new List<string>();
        var turns = new SemaphoreSlim(1);

        var auditing = Task.Run(async () =>
        {
            foreach (var goods in new[] { "lamp", "desk" })
            {
                await [|turns|].WaitAsync();
                audit.Add(goods);
                turns.Release();
            }
        });

        foreach (var goods in prices.Keys.ToList())
        {
            await turns.WaitAsync();
            prices[goods] += prices[goods] * percent / 100;
            turns.Release();
        }

        turns.Dispose();
        try
        {
            await auditing;
        }
        catch (ObjectDisposedException)
        {
            audit = ["lamp", "desk"];
        }

        return audit;
    }
}

// prints:
// chair=88 desk=275 lamp=33
// 2 in the audit
