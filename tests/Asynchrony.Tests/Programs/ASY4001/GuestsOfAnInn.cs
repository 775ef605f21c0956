// The door of an inn has the end that guests come in by, and closes it itself.
var guests = Channel.CreateUnbounded<string>();
var door = new Door(guests.Writer);
var opening = door.Open(["Ann", "Bob", "Eve"]);

var rooms = 0;
await foreach (var guest in guests.Reader.ReadAllAsync())
    Console.WriteLine($"room {++rooms}: {guest}");
await opening;

class Door(ChannelWriter<string> arrivals)
{
    public async Task Open(string[] names)
    {
        try
        {
            foreach (var name in names)
                await arrivals.WriteAsync(name);
        }
        finally
        {
            arrivals.Complete();
        }
    }
}

// prints:
// room 1: Ann
// room 2: Bob
// room 3: Eve
