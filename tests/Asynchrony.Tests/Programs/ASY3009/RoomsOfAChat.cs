// Whoever makes a room of his own that is not kept gives it up.
var chat = new Chat();
Console.WriteLine(chat.Join("tea", "Ann") + chat.Join("tea", "Bob"));

sealed class Room : IDisposable
{
    private readonly ManualResetEvent closed = new(false);
    private readonly List<string> guests = [];

    public int Enter(string guest)
    {
        lock (guests)
        {
            guests.Add(guest);
            return guests.Count;
        }
    }

    public void Dispose() => closed.Dispose();
}

class Chat
{
    private readonly ConcurrentDictionary<string, Room> rooms = new();

    public string Join(string name, string guest)
    {
        var made = new Room();
        var room = rooms.GetOrAdd(name, made);
        if (room != made)
            made.Dispose();
        return $"{guest}{room.Enter(guest)} ";
    }
}

// prints:
// Ann1 Bob2 
