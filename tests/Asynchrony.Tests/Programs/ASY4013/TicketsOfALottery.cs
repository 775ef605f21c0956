// Tickets that are too many are given back by the callback of the channel, and counted there.
var returned = 0;
var tickets = Channel.CreateBounded<Ticket>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropWrite }, ticket =>
{
    returned++;
    ticket.Dispose();
});
for (var number = 1; number <= 5; number++)
    tickets.Writer.TryWrite(new Ticket());
Console.WriteLine($"{returned} returned, {Ticket.Sold} sold");

sealed class Ticket : IDisposable
{
    public Ticket() => Sold++;

    public static int Sold { get; private set; }

    public void Dispose() => Sold--;
}

// prints:
// 3 returned, 2 sold
