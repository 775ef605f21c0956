// Many put parcels on the belt, and one alone takes them off: what he keeps belongs to him until he has returned it.
var sorter = new Sorter();
var heavy = await sorter.Sort(senders: 4);
heavy.Sort();
Console.WriteLine(string.Join(' ', heavy));

class Sorter
{
    private readonly Channel<int> belt = Channel.CreateUnbounded<int>(new() { SingleReader = true });

    public async Task<List<int>> Sort(int senders)
    {
        var sorting = Task.Run(TakeOff);
        var sending = new List<Task>();
        for (var sender = 1; sender <= senders; sender++)
        {
            var own = sender;
            sending.Add(Task.Run(async () =>
            {
                for (var parcel = 1; parcel <= 5; parcel++)
                    await belt.Writer.WriteAsync(own * parcel);
            }));
        }

        try
        {
            await Task.WhenAll(sending);
        }
        finally
        {
            belt.Writer.Complete();
        }

        return await sorting;
    }

    private async Task<List<int>> TakeOff()
    {
        var heavy = new List<int>();
        await foreach (var weight in belt.Reader.ReadAllAsync())
            if (weight > 9)
                heavy.Add(weight);
        return heavy;
    }
}

// prints:
// 10 12 12 15 16 20
