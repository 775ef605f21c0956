// A folder that is counted already counts its subfolders in before it starts them.
class Program
{
    static void Main()
    {
        var disk = new Disk();
        Console.WriteLine($"{disk.Count(depth: 4)} folders");
    }
}

class Disk
{
    private int folders;

    public int Count(int depth)
    {
        using var pending = new CountdownEvent(1);
        Visit(depth, pending);
        pending.Wait();
        return Volatile.Read(ref folders);
    }

    private void Visit(int depth, CountdownEvent pending) => ThreadPool.QueueUserWorkItem(_ =>
    {
        Interlocked.Increment(ref folders);
        for (var child = 0; child < 2 && depth > 1; child++)
        {
            pending.AddCount();
            Visit(depth - 1, pending);
        }

        pending.Signal();
    });
}

// prints:
// 15 folders
