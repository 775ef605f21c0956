// The guide closes when nobody is in, and nobody is in before the first guest runs.
class Program
{
    static void Main()
    {
        var museum = new Museum();
        museum.Open(guests: 5);
        Console.WriteLine($"{museum.Left} guests have left");
    }
}

class Museum
{
    private int inside;
    private int left;

    public int Left => Volatile.Read(ref left);

    public void Open(int guests)
    {
        for (var guest = 0; guest < guests; guest++)
        {
            var visit = new Thread(() =>
            {
                [|Interlocked.Increment|](ref inside);
                Thread.Sleep(2);
                Interlocked.Increment(ref left);
                Interlocked.Decrement(ref inside);
            });
            visit.Start();
        }

        while (Volatile.Read(ref inside) > 0)
            Thread.Sleep(1);
    }
}

// prints:
// 5 guests have left
