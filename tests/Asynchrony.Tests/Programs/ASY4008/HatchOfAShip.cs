// A ship takes in its cargo itself; the port only sends, from two places.
var ship = new Ship();
var loading = ship.Load();
ship.Hatch.Writer.TryWrite(12);
Port.Send(ship, 30);
Console.WriteLine($"{await loading} tons");

static class Port
{
    public static void Send(Ship ship, int tons)
    {
        ship.Hatch.Writer.TryWrite(tons);
        ship.Hatch.Writer.Complete();
    }
}

class Ship
{
    public Channel<int> [|Hatch|] { get; } = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });

    public async Task<int> Load()
    {
        var tons = 0;
        await foreach (var cargo in Hatch.Reader.ReadAllAsync())
            tons += cargo;
        return tons;
    }
}

// prints:
// 42 tons
