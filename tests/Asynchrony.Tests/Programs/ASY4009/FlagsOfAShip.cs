// A lookout notes the flags of a ship in an async function that goes on beside the one who hoists them.
var ship = new Ship();
var watch = Task.Run(ship.Watch);
foreach (var flag in new[] { "A", "K", "Q" })
    ship.Hoist(flag);
ship.Strike();
await watch;
Console.WriteLine(ship.Signal);

class Ship
{
    private readonly BlockingCollection<string> flags = new();
    private readonly List<string> seen = new();

    public string Signal => string.Concat(seen);

    public void Hoist(string flag) => flags.Add(flag);

    public void Strike() => flags.CompleteAdding();

    public void Watch()
    {
        foreach (var flag in [|flags|])
        {
            if (flag != "Q")
                seen.Add(flag);
        }
    }
}

// prints:
// AK
