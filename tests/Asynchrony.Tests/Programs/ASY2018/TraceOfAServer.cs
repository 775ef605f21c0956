// A server keeps the depth of its calls for each thread, and gives the values back when it is closed.
class Program
{
    static void Main()
    {
        using var server = new Server();
        var depths = new int[2];
        var first = new Thread(() => depths[0] = server.Handle("a/b/c"));
        var second = new Thread(() => depths[1] = server.Handle("x"));
        first.Start();
        second.Start();
        first.Join();
        second.Join();
        Console.WriteLine($"{depths[0]} {depths[1]}");
    }
}

sealed class Server : IDisposable
{
    private readonly ThreadLocal<int> depth = new();

    public int Handle(string path)
    {
        depth.Value = 0;
        foreach (var _ in path.Split('/'))
            depth.Value++;
        return depth.Value;
    }

    public void Dispose() => depth.Dispose();
}

// prints:
// 3 1
