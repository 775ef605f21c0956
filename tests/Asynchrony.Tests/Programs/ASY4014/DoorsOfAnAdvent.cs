// The doors of a calendar are opened as they come, and the one who opens them is taken by surprise at the end.
var calendar = new Calendar();
var opening = calendar.Open();
for (var day = 22; day <= 24; day++)
    await calendar.Add(day);
calendar.Finish();
await opening;
Console.WriteLine("merry Christmas");

class Calendar
{
    private readonly Channel<int> days = Channel.CreateBounded<int>(2);

    public ValueTask Add(int day) => days.Writer.WriteAsync(day);

    public void Finish() => days.Writer.Complete();

    public async Task Open()
    {
        while (true)
        {
            // The next one, early in the morning.
            var day = await [|days.Reader.ReadAsync|]();
            if (day == 24)
                Console.WriteLine("the big one");
        }
    }
}

// prints:
// the big one
// merry Christmas
