// A desktop-style model: the task sets properties of a result, and the title is made from one of them before the task is awaited.
var desk = new Desk();
await desk.Price(strike: 12);
Console.WriteLine(desk.Title);

class Quote
{
    public decimal Value { get; set; }
    public string Currency { get; set; } = "EUR";
}

class Desk
{
    private readonly Quote quote = new();

    public string Title { get; private set; } = "";

    public async Task Price(decimal strike)
    {
        var pricing = Task.Run(() =>
        {
            for (var step = 1; step <= 4; step++)
                quote.Value += strike / step;
        });
        Console.WriteLine(quote.Currency);
        Title = $"worth {[|quote.Value|]}";
        await Console.Out.WriteLineAsync("priced");
        await pricing;
    }
}

// prints:
// EUR
// priced
// worth 25
