// An async local function is started for each room, and adds to two collections when the answer of the room has come.
var hotel = new Hotel();
var (guests, late) = await hotel.CallAll(48);
Console.WriteLine($"{guests} guests, the last of the late is in {late}");

class Hotel
{
    public async Task<(int Guests, int Late)> CallAll(int rooms)
    {
        var awake = new List<int>();
        var late = new Queue<int>();
        var calls = new List<Task>();

        for (var room = 1; room <= rooms; room++)
            calls.Add(CallAsync(room));
        await Task.WhenAll(calls);
        return (awake.Count, late.Max());

        async Task CallAsync(int room)
        {
            var answers = await Ring(room);
            if (answers)
                [|awake.Add|](room);
            else
                [|late.Enqueue|](room);
        }
    }

    private static async Task<bool> Ring(int room)
    {
        await Task.Yield();
        return room % 5 != 0;
    }
}

// prints:
// 39 guests, the last of the late is in 45
