// no fix
// The depth begins at -1 on one thread only; a value of another type has no room for "not set yet".
class Program
{
    static void Main()
    {
        var depths = new ConcurrentQueue<int>();
        depths.Enqueue(Parser.Enter());
        var other = new Thread(() => depths.Enqueue(Parser.Enter()));
        other.Start();
        Console.WriteLine("parsing");
        other.Join();
        Console.WriteLine(string.Join(" ", depths));
    }
}

static class Parser
{
    [ThreadStatic]
    private static int [|outermost|] = -1;

    public static int Enter() => outermost + 1;
}

// prints:
// parsing
// 0 1
