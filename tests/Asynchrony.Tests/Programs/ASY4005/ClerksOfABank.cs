// Two clerks write into one ledger at the same time, which was made for a single hand.
var ledger = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { [|SingleWriter = true|], SingleReader = true });
var summing = Sum(ledger.Reader);

var paidIn = Task.Run(async () =>
{
    for (var amount = 1; amount <= 50; amount++)
        await ledger.Writer.WriteAsync(amount);
});
var paidOut = Task.Run(async () =>
{
    for (var amount = 1; amount <= 30; amount++)
        await ledger.Writer.WriteAsync(-amount);
});

await Task.WhenAll(paidIn, paidOut);
ledger.Writer.Complete();
Console.WriteLine($"balance {await summing}");

static async Task<int> Sum(ChannelReader<int> from)
{
    var sum = 0;
    await foreach (var amount in from.ReadAllAsync())
        sum += amount;
    return sum;
}

// prints:
// balance 810
