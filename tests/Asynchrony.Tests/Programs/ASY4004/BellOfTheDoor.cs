// A bell rings once, however often it is pressed before somebody comes: a ring that is refused says the same as the one that waits.
var door = new Door();
for (var press = 0; press < 5; press++)
    door.Ring();
await door.Open();
Console.WriteLine(door.IsRinging ? "it still rings" : "silence");

class Door
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(1);
    private readonly Channel<int> latest = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private int rings;

    public bool IsRinging => bell.Reader.TryPeek(out _);

    public void Ring()
    {
        bell.Writer.TryWrite(true);
        latest.Writer.TryWrite(++rings);
    }

    public async Task Open()
    {
        await bell.Reader.ReadAsync();
        if (latest.Reader.TryRead(out var ring))
            Console.WriteLine($"ring {ring}");
    }
}

// prints:
// ring 5
// silence
