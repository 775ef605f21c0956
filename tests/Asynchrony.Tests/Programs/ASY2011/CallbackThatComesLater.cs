// also ASY5010
// The thread registers a callback that takes the lock, but does not call it: that is done when the lock is free again.
class Program
{
    static void Main()
    {
        var desk = new Desk();
        desk.Open();
        desk.Ring();
        Console.WriteLine(desk.Rings);
    }
}

class Desk
{
    private readonly object bell = new();
    private Action? ring;

    public int Rings { get; private set; }

    public void Open()
    {
        lock (bell)
        {
            var wiring = new Thread(() => ring = () =>
            {
                lock (bell)
                    Rings++;
            });
            wiring.Start();
            Console.WriteLine("wiring");
            wiring.Join();
        }
    }

    public void Ring() => ring?.Invoke();
}

// prints:
// wiring
// 1
