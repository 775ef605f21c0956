// A fishmonger weighs fish while the boats unload; the market closes when the last boat is empty, whatever is on the scales.
var market = new Market();
await market.Sell([[2, 3], [7], [1, 4]]);
Console.WriteLine($"{market.Weight} kg");

class Market
{
    public int Weight { get; private set; }

    public async Task Sell(int[][] boats)
    {
        var fish = Channel.CreateBounded<int>(2);
        _ = [|Task.Run|](async () =>
        {
            await foreach (var one in fish.Reader.ReadAllAsync())
            {
                await Task.Delay(1);
                Weight += one;
            }
        });

        foreach (var boat in boats)
            foreach (var one in boat)
                await fish.Writer.WriteAsync(one);
        fish.Writer.Complete();
    }
}

// prints:
// 17 kg
