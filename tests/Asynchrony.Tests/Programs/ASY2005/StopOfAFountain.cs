// The thread was told to stop before it is joined: the wait is the end of its life, and the rest is done in peace.
class Program
{
    static void Main()
    {
        var park = new Park();
        park.Close();
        Console.WriteLine(park.Swept);
    }
}

class Park
{
    private volatile bool closing;
    private int turns;

    public int Swept { get; private set; }

    public void Close()
    {
        var fountain = new Thread(() =>
        {
            while (!closing)
                turns++;
        });
        fountain.Start();
        closing = true;
        fountain.Join();

        for (var path = 0; path < 5; path++)
            Swept += path;
    }
}

// prints:
// 10
