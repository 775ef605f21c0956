// The places of a map are looked up by an async function that its caller hands the writer to.
var gazetteer = new Dictionary<string, (int X, int Y)> { ["bridge"] = (3, 4), ["mill"] = (6, 8) };
var distances = Channel.CreateUnbounded<int>();
var looking = LookUp(gazetteer, ["bridge", "mill"], distances.Writer);

await foreach (var distance in distances.Reader.ReadAllAsync())
    Console.WriteLine($"{distance} km away");
await looking;

static async Task LookUp(Dictionary<string, (int X, int Y)> gazetteer, string[] places, ChannelWriter<int> to)
{
    foreach (var place in places)
    {
        await Task.Delay(1);
        await to.WriteAsync(Distance(gazetteer, place));
    }

    [|to.Complete|]();
}

static int Distance(Dictionary<string, (int X, int Y)> gazetteer, string place)
{
    var (x, y) = gazetteer[place];
    return (int)Math.Sqrt(x * x + y * y);
}

// prints:
// 5 km away
// 10 km away
