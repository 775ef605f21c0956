namespace Tour.Threads;

/// <summary>Waits for a clerk under the lock of the office, which the clerk takes in a type of its own.</summary>
internal sealed class JoinedUnderOfficeLock
{
    private readonly Clerk _clerk = new();
    private Thread? _thread;

    public void Begin()
    {
        _thread = new Thread(_clerk.Work);
        _thread.Start();
    }

    public void Stop()
    {
        lock (Office.Gate)
        {
            Office.Files = 0;
            _thread?.Join();
        }
    }

    private static class Office
    {
        public static readonly object Gate = new();
        public static int Files;
    }

    private sealed class Clerk
    {
        public void Work()
        {
            lock (Office.Gate)
                Office.Files++;
        }
    }
}
