// A shop starts as many barbers as it has chairs; the queue was made when there was one.
var shop = new Shop(chairs: 3);
for (var customer = 1; customer <= 30; customer++)
    shop.Come(customer);
Console.WriteLine($"{await shop.Close()} shaved");

class Shop
{
    private readonly Channel<int> queue = Channel.CreateUnbounded<int>(new() { [|SingleReader = true|], SingleWriter = false });
    private readonly List<Task<int>> barbers = new();

    public Shop(int chairs)
    {
        for (var chair = 0; chair < chairs; chair++)
            barbers.Add(Task.Run(Shave));
    }

    public void Come(int customer) => queue.Writer.TryWrite(customer);

    public async Task<int> Close()
    {
        queue.Writer.Complete();
        return (await Task.WhenAll(barbers)).Sum();
    }

    private async Task<int> Shave()
    {
        var shaved = 0;
        await foreach (var customer in queue.Reader.ReadAllAsync())
            shaved += customer > 0 ? 1 : 0;
        return shaved;
    }
}

// prints:
// 30 shaved
