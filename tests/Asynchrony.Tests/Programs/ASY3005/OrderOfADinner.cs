// The guests are written down before any of them waits, one after the other; what they eat is gathered from their results.
var dinner = new Dinner();
Console.WriteLine(await dinner.Serve(["ida", "jon", "kim"]));

class Dinner
{
    private readonly List<string> order = [];
    private readonly SortedDictionary<string, int> bill = [];

    public async Task<string> Serve(string[] guests)
    {
        var plates = guests.Select(async guest =>
        {
            order.Add(guest);
            await Task.Yield();
            return (Guest: guest, Price: guest.Length * 4 + guest[0] % 3);
        }).ToArray();

        foreach (var (guest, price) in await Task.WhenAll(plates))
            bill[guest] = price;

        var thanks = new List<string>();
        var last = Task.CompletedTask;
        foreach (var guest in guests)
            last = last.ContinueWith(_ => thanks.Add(guest.ToUpperInvariant()), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await last;

        return $"{string.Join('>', order)} {string.Join('+', bill.Values)} {string.Join(' ', thanks)}";
    }
}

// prints:
// ida>jon>kim 12+13+14 IDA JON KIM
