// no fix
// also ASY1001
// A write lock is held until the flush is over, and the flush reads under the read lock of the same.
class Program
{
    static void Main()
    {
        var cache = new Cache();
        cache.Set("a", 1);
        Console.WriteLine(cache.Written);
    }
}

class Cache
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly Dictionary<string, int> values = [];

    public int Written { get; private set; }

    public void Set(string key, int value)
    {
        access.EnterWriteLock();
        try
        {
            values[key] = value;
            var flushing = Task.Run(Flush);
            [|flushing.Wait|]();
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    private void Flush()
    {
        access.EnterReadLock();
        try
        {
            Written = values.Count;
        }
        finally
        {
            access.ExitReadLock();
        }
    }
}
