// Who asks finds nothing on a thread that has none, and deals with it.
class Program
{
    static void Main()
    {
        Request.Begin("de");
        var seen = new ConcurrentQueue<string>();
        seen.Enqueue(Request.Language);
        var other = new Thread(() => seen.Enqueue(Request.Language));
        other.Start();
        Console.WriteLine("asked");
        other.Join();
        Console.WriteLine(string.Join(" ", seen));
    }
}

static class Request
{
    [ThreadStatic]
    private static string? language;

    public static string Language => language ?? "en";

    public static void Begin(string wanted) => language = wanted;
}

// prints:
// asked
// de en
