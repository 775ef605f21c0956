// Each room writes to what is its own, and what the auctioneer reads meanwhile is what no room writes.
var auction = new Auction("Vase", "Clock");
Console.WriteLine(await auction.Hold());

class Lot(string name)
{
    public string Name { get; } = name;
    public int Highest { get; private set; }
    public string Bidder { get; private set; } = "nobody";

    public void Bid(string bidder, int amount)
    {
        if (amount <= Highest)
            return;
        Highest = amount;
        Bidder = bidder;
    }

    public override string ToString() => $"{Name} to {Bidder} for {Highest}";
}

class Auction(string first, string second)
{
    private readonly TaskCompletionSource opened = new();
    private int reserve = 50;
    private int calls;

    public async Task<string> Hold()
    {
        var (vase, clock) = (new Lot(first), new Lot(second));
        var left = Task.Run(async () =>
        {
            await opened.Task;
            foreach (var (bidder, amount) in new[] { ("Ann", 40), ("Bob", 90), ("Ann", 85) })
                vase.Bid(bidder, amount);
            Interlocked.Increment(ref calls);
        });
        var right = Task.Run(async () =>
        {
            await opened.Task;
            clock.Bid("Cid", reserve);
            Interlocked.Increment(ref calls);
        });

        var catalogue = $"{vase.Name} and {clock.Name} from {reserve}";
        opened.SetResult();

        await left;
        var sold = vase.Highest > reserve ? vase.ToString() : "";
        await right;

        return $"{catalogue}: {sold}, {clock}, {calls} rooms";
    }
}

// prints:
// Vase and Clock from 50: Vase to Bob for 90, Clock to Cid for 50, 2 rooms
