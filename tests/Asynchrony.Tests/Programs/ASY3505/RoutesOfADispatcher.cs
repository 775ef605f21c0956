// no fix
// A task for each parcel; the van that takes it is chosen three types further down, where the dictionary is.
class Program
{
    static async Task Main()
    {
        var dispatcher = new Dispatcher();
        await dispatcher.Send([4, 8, 15, 16, 23]);
    }
}

class Dispatcher
{
    private readonly Region region = new();

    public async Task Send(int[] parcels)
    {
        var sending = new List<Task>();
        foreach (var parcel in parcels)
            sending.Add(Task.Run(() => [|region.Route|](parcel)));
        await Task.WhenAll(sending);
    }
}

class Region
{
    private readonly Depot depot = new();

    public void Route(int parcel)
    {
        if (parcel > 0)
            depot.Load(parcel);
    }
}

class Depot
{
    private readonly Fleet fleet = new();

    public void Load(int parcel) => fleet.Assign(parcel);
}

class Fleet
{
    private readonly Dictionary<int, string> vans = [];

    public void Assign(int parcel)
    {
        vans[parcel] = $"van {parcel % 3}";
        Console.WriteLine(parcel);
    }
}
