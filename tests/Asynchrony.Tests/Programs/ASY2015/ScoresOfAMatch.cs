// no fix
// A tenth of a second is thought to be enough for the thread that adds up the sets, and nobody joins it.
class Program
{
    static void Main()
    {
        var match = new Match([(6, 4), (3, 6), (7, 5)]);
        Console.WriteLine(match.Result());
    }
}

class Match((int Home, int Guest)[] sets)
{
    private int Won { get; set; }

    public string Result()
    {
        var umpire = new Thread(Count) { IsBackground = true };
        umpire.Start();
        [|Thread.Sleep|](200); // the umpire is quick
        return Won > sets.Length / 2 ? "home" : "guest";
    }

    private void Count()
    {
        foreach (var (home, guest) in sets)
            if (home > guest)
                Won++;
    }
}

// prints:
// home
