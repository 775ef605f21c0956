// Baskets that the cart cannot take are marked for the next one: only those that were not sent are changed.
var cart = Channel.CreateBounded<Basket>(2);
var left = new List<string>();
foreach (var fruit in new[] { "apples", "pears", "plums" })
{
    var basket = new Basket(fruit);
    if (!cart.Writer.TryWrite(basket))
    {
        basket.Cart = 2;
        left.Add($"{basket.Fruit} for cart {basket.Cart}");
    }
}

cart.Writer.Complete();
var driving = Task.Run(async () =>
{
    await foreach (var basket in cart.Reader.ReadAllAsync())
        Console.WriteLine($"{basket.Fruit}, cart {basket.Cart}");
});
await driving;
Console.WriteLine(string.Join(", ", left));

class Basket(string fruit)
{
    public string Fruit { get; } = fruit;

    public int Cart { get; set; } = 1;
}

// prints:
// apples, cart 1
// pears, cart 1
// plums for cart 2
