// The seats belong to a scheduler that lets one task at a time in; a long task that starts there comes back there after each await.
class Program
{
    static async Task Main()
    {
        var cinema = new Cinema(seats: 5);
        var sold = await Task.WhenAll(cinema.Sell("Ada", 2), cinema.Sell("Ben", 2), cinema.Sell("Cleo", 2));
        Console.WriteLine($"{sold.Count(done => done)} of 3 groups, {cinema.Free} seat left");
    }
}

class Cinema(int seats)
{
    private readonly TaskScheduler desk = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private int free = seats;

    public int Free => free;

    public Task<bool> Sell(string who, int count) => Task.Factory.StartNew(
        async () =>
        {
            if (free < count)
                return false;

            free -= count;
            await Print(who, count);
            return true;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        desk).Unwrap();

    private static async Task Print(string who, int count)
    {
        await Task.Delay(1);
        if (count < 1)
            throw new ArgumentException($"no ticket for {who}", nameof(count));
    }
}

// prints:
// 2 of 3 groups, 1 seat left
