// A simulation that only counts: nothing in it fails for reasons of its own.
class Program
{
    static void Main()
    {
        var hill = new Hill(12);
        var walk = new Thread(hill.Walk);
        walk.Start();
        var hops = 0;
        for (var frog = 1; frog < 1000; frog *= 2)
            hops += frog % 3;
        walk.Join();
        Console.WriteLine($"{hill.Home} ants are home, frogs hopped {hops} times");
    }
}

class Hill(int ants)
{
    private readonly int[] steps = new int[ants];

    public int Home { get; private set; }

    public void Walk()
    {
        for (var ant = 0; ant < steps.Length; ant++)
        {
            while (!IsHome(ant))
                steps[ant] += 1 + ant % 4;
            Home++;
        }
    }

    private bool IsHome(int ant)
    {
        if (ant < 0)
            throw new ArgumentOutOfRangeException(nameof(ant));
        return steps[ant] >= 20;
    }
}

// prints:
// 12 ants are home, frogs hopped 15 times
