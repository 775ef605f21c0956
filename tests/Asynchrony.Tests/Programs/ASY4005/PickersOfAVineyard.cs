// Three pickers take baskets from one pile that promises to be for one alone.
var pile = Channel.CreateBounded<int>(new BoundedChannelOptions(8) { [|SingleReader = true|] });
var pickers = new List<Task<int>>();
for (var picker = 0; picker < 3; picker++)
    pickers.Add(Task.Run(async () =>
    {
        var kilos = 0;
        while (await pile.Reader.WaitToReadAsync())
            while (pile.Reader.TryRead(out var basket))
                kilos += basket;
        return kilos;
    }));

for (var basket = 1; basket <= 40; basket++)
    await pile.Writer.WriteAsync(basket);
pile.Writer.Complete();

Console.WriteLine($"{(await Task.WhenAll(pickers)).Sum()} kg");

// prints:
// 820 kg
