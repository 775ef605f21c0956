// Bids come in from a hall and by telephone until the hammer falls; the auctioneer stops listening by a token.
var bids = Channel.CreateUnbounded<(string Bidder, int Amount)>();
using var hammer = new CancellationTokenSource();

var hall = Bid(bids.Writer, "hall", [100, 150, 220]);
await hall;
var telephone = Bid(bids.Writer, "telephone", [180, 250]);
await telephone;

var best = ("nobody", 0);
try
{
    await foreach (var (bidder, amount) in bids.Reader.ReadAllAsync(hammer.Token))
    {
        if (amount > best.Item2)
            best = (bidder, amount);
        if (bids.Reader.Count == 0)
            hammer.Cancel();
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine($"sold to {best.Item1} for {best.Item2}");
}

static async Task Bid(ChannelWriter<(string, int)> to, string name, int[] amounts)
{
    foreach (var amount in amounts)
    {
        await Task.Yield();
        await to.WriteAsync((name, amount));
    }
}

// prints:
// sold to telephone for 250
