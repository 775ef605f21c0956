// also ASY5010
// The guest only tries the door. It does not open, for the host holds it, and so the wait comes to its end.
class Program
{
    static void Main()
    {
        var house = new House();
        Console.WriteLine(house.Invite() ? "in" : "outside");
    }
}

class House
{
    private readonly object door = new();
    private bool inside;

    public bool Invite()
    {
        lock (door)
        {
            var guest = new Thread(() =>
            {
                if (!Monitor.TryEnter(door))
                    return;
                inside = true;
                Monitor.Exit(door);
            });
            guest.Start();
            Console.WriteLine("knock knock");
            guest.Join();
            return inside;
        }
    }
}

// prints:
// knock knock
// outside
