// The count is for the display alone: who needs the guests upstairs waits for their tasks.
var hotel = new Hotel();
Console.WriteLine(await hotel.Move(["Ann", "Bob"]));

class Hotel
{
    private int moving;
    private int upstairs;

    public async Task<string> Move(string[] guests)
    {
        var rides = new List<Task>();
        foreach (var guest in guests)
        {
            rides.Add(Task.Run(() =>
            {
                Interlocked.Increment(ref moving);
                Interlocked.Add(ref upstairs, guest.Length);
                Interlocked.Decrement(ref moving);
            }));
        }

        await Task.WhenAll(rides);
        return $"{Volatile.Read(ref upstairs)} letters upstairs, {Volatile.Read(ref moving)} moving";
    }
}

// prints:
// 6 letters upstairs, 0 moving
