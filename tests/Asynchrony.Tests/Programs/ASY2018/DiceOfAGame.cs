// Each thread makes its own dice when it throws first.
class Program
{
    static void Main()
    {
        var throws = new ConcurrentQueue<int>();
        var players = new List<Thread>();
        for (var seed = 1; seed < 4; seed++)
        {
            var player = new Thread(() => throws.Enqueue(Dice.Throw()));
            players.Add(player);
            player.Start();
        }

        foreach (var player in players)
            player.Join();
        Console.WriteLine(throws.All(one => one is >= 1 and <= 6) ? $"{throws.Count} throws" : "cheated");
    }
}

static class Dice
{
    [ThreadStatic]
    private static Random? random;

    public static int Throw() => (random ??= new Random()).Next(6) + 1;
}

// prints:
// 3 throws
