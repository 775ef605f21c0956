// An async service adds up the stock in a task, and decides about an order by a sum that is not there yet.
var shop = new Shop([4, 0, 7]);
Console.WriteLine(await shop.Decide(limit: 10));

class Shop(int[] shelves)
{
    private int stock;

    public List<string> Log { get; } = [];

    public async Task<string> Decide(int limit)
    {
        var counting = Task.Run(() =>
        {
            foreach (var shelf in shelves)
                stock += shelf;
        });

        Log.Add("counting");
        var order = [|stock|] < limit ? "order" : "wait";
        Log.Add("decided");
        await counting;
        return $"{order} at {stock}";
    }
}

// prints:
// wait at 11
