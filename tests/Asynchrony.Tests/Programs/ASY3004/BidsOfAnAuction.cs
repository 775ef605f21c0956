// A maximum by compare and exchange, a counter of each thread, one winner of many, and a map that is swapped as a whole.
using System.Collections.Immutable;

var auction = new Auction();
var bidders = new Task[8];
for (var bidder = 0; bidder < bidders.Length; bidder++)
{
    var number = bidder;
    bidders[number] = Task.Run(() => auction.Bid(number, number * 37 % 100));
}
await Task.WhenAll(bidders);
Console.WriteLine(auction);

class Auction
{
    [ThreadStatic]
    private static int bidsHere;

    private int highest;
    private int opened;
    private int gavels;
    private ImmutableDictionary<int, int> bids = ImmutableDictionary<int, int>.Empty;

    public void Bid(int bidder, int amount)
    {
        bidsHere++;
        if (Interlocked.Exchange(ref opened, 1) == 0)
            gavels++;

        int before;
        do
        {
            before = Volatile.Read(ref highest);
            if (amount <= before)
                break;
        }
        while (Interlocked.CompareExchange(ref highest, amount, before) != before);

        ImmutableInterlocked.AddOrUpdate(ref bids, bidder, amount, (_, old) => Math.Max(old, amount));
    }

    public override string ToString() => $"{highest}, {gavels} gavel, {bids.Count} bidders, {bids.Values.Sum()}";
}

// prints:
// 85, 1 gavel, 8 bidders, 336
