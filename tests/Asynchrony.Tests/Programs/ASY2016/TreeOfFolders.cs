// A walk counts each folder before its work item is queued; work items queue more, and count for them.
var walk = new Walk();
Console.WriteLine(walk.Size(depth: 3));

sealed class Walk
{
    private readonly CountdownEvent pending = new(1);
    private int folders;

    public string Size(int depth)
    {
        ThreadPool.QueueUserWorkItem(_ => Visit(depth));
        pending.Wait();
        return $"{Volatile.Read(ref folders)} folders";
    }

    private void Visit(int depth)
    {
        Interlocked.Increment(ref folders);
        for (var child = 0; depth > 1 && child < 2; child++)
        {
            pending.AddCount();
            ThreadPool.QueueUserWorkItem(_ => Visit(depth - 1));
        }

        pending.Signal();
    }
}

// prints:
// 7 folders
