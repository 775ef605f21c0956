// A safe is tried by several thieves; each registers itself with the alarm only when it has begun.
class Program
{
    static void Main()
    {
        var safe = new Safe("0420");
        Console.WriteLine(safe.Crack(["0000", "0420", "9999"]));
    }
}

class Safe(string code)
{
    private int thieves;
    private int opened;

    public string Crack(string[] keys)
    {
        foreach (var key in keys)
        {
            Task.Run(() =>
            {
                [|Interlocked.Increment|](ref thieves);
                if (key == code)
                    Interlocked.Exchange(ref opened, 1);
                Interlocked.Decrement(ref thieves);
            });
        }

        while (Volatile.Read(ref thieves) > 0)
            Thread.Sleep(1);
        return Volatile.Read(ref opened) == 1 ? "open" : "closed";
    }
}

// prints:
// open
