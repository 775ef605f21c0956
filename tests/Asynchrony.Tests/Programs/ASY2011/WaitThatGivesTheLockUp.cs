// The caller waits under the lock, but by Monitor.Wait, which gives it up meanwhile; the join comes behind.
class Program
{
    static void Main()
    {
        var oven = new Oven();
        Console.WriteLine(oven.Bake());
    }
}

class Oven
{
    private readonly object door = new();
    private bool done;
    private int loaves;

    public string Bake()
    {
        Thread baker;
        lock (door)
        {
            baker = new Thread(Work);
            baker.Start();
            while (!done)
                Monitor.Wait(door);
        }

        baker.Join();
        return $"{loaves} loaves";
    }

    private void Work()
    {
        lock (door)
        {
            loaves = 6;
            done = true;
            Monitor.Pulse(door);
        }
    }
}

// prints:
// 6 loaves
