// The well is asked for its level, which no event tells: the bucket goes down again after a pause.
class Program
{
    static void Main()
    {
        var well = new Well();
        well.Rain();
        well.Draw();
        Console.WriteLine("a bucket of water");
    }
}

class Well
{
    private readonly object gate = new();
    private int level;

    private int Level
    {
        get
        {
            lock (gate)
                return level;
        }
    }

    public void Rain()
    {
        ThreadPool.QueueUserWorkItem(_ =>
        {
            for (var drop = 0; drop < 10; drop++)
                lock (gate)
                    level++;
        });
    }

    public void Draw()
    {
        while (Level < 10)
            Thread.Sleep(1);
        lock (gate)
            level -= 10;
    }
}

// prints:
// a bucket of water
