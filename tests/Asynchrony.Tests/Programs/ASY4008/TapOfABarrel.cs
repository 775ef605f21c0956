// A barrel hands out the whole channel, and only those who drink from it use what they get.
var barrel = new Barrel();
await barrel.Fill(3);
var cups = 0;
await foreach (var cup in barrel.Beer.Reader.ReadAllAsync())
    cups += cup;
Console.WriteLine($"{cups} cups");

class Barrel
{
    public Channel<int> [|Beer|] { get; } = Channel.CreateUnbounded<int>();

    public async Task Fill(int litres)
    {
        for (var litre = 0; litre < litres; litre++)
            await Beer.Writer.WriteAsync(4);
        Beer.Writer.Complete();
    }
}

// prints:
// 12 cups
