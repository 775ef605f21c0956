// The depth begins at zero for every thread, and each thread counts for itself.
class Program
{
    static void Main()
    {
        var lines = new ConcurrentQueue<string>();
        lines.Enqueue(Log.Write("one"));
        var other = new Thread(() => lines.Enqueue(Log.Write("two")));
        other.Start();
        Console.WriteLine("writing");
        other.Join();
        foreach (var line in lines)
            Console.WriteLine(line);
    }
}

static class Log
{
    [ThreadStatic]
    private static int depth;

    public static string Write(string text)
    {
        depth++;
        try
        {
            return depth < 3 ? Write($"<{text}>") : text;
        }
        finally
        {
            depth--;
        }
    }
}

// prints:
// writing
// <<one>>
// <<two>>
