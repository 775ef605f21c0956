// What a hotel hands out is told by a contract, so the type has no choice.
IHotel hotel = new Hotel();
hotel.Guests.Writer.TryWrite("Ann");
hotel.Guests.Writer.Complete();
Console.WriteLine($"{await hotel.Count()} guest");

interface IHotel
{
    Channel<string> Guests { get; }

    Task<int> Count();
}

class Hotel : IHotel
{
    public Channel<string> Guests { get; } = Channel.CreateUnbounded<string>();

    public async Task<int> Count()
    {
        var count = 0;
        await foreach (var guest in Guests.Reader.ReadAllAsync())
            count += guest.Length > 0 ? 1 : 0;
        return count;
    }
}

// prints:
// 1 guest
