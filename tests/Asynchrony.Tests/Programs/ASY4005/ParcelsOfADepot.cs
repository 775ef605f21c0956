// Parcels are weighed at two gates of a depot and loaded by one crew; the channel was made when there was only one gate.
var parcels = Channel.CreateUnbounded<(string Gate, int Grams)>(new UnboundedChannelOptions
{
    SingleReader = true,
    [|SingleWriter = true|],
});

var depot = new Depot(parcels.Reader);
var loading = depot.Load();
var north = Weigh(parcels.Writer, "north", [1200, 800, 430]);
var south = Weigh(parcels.Writer, "south", [2500, 90]);

await Task.WhenAll(north, south);
parcels.Writer.Complete();
await loading;
Console.WriteLine($"{depot.Parcels} parcels, {depot.Grams} g");

static async Task Weigh(ChannelWriter<(string, int)> to, string gate, int[] scale)
{
    foreach (var grams in scale)
    {
        await Task.Delay(1);
        await to.WriteAsync((gate, grams));
    }
}

class Depot(ChannelReader<(string Gate, int Grams)> from)
{
    public int Parcels { get; private set; }

    public int Grams { get; private set; }

    public async Task Load()
    {
        await foreach (var (_, grams) in from.ReadAllAsync())
        {
            Parcels++;
            Grams += grams;
        }
    }
}

// prints:
// 5 parcels, 5020 g
