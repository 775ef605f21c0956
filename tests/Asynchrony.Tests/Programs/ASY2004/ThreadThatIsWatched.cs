// The thread is made known before it starts: a watchdog holds it and may interrupt it.
class Program
{
    static void Main()
    {
        var watchdog = new Watchdog();
        var pages = 0;
        var scan = new Thread(() =>
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
                pages = 1;
            }
            catch (ThreadInterruptedException)
            {
                pages = -1;
            }
        });
        watchdog.Watch(scan);
        scan.Start();
        scan.Join();
        Console.WriteLine($"{pages} pages, {watchdog.Watched} watched");
    }
}

class Watchdog
{
    private readonly List<Thread> watched = [];
    private readonly Timer clock;

    public int Watched
    {
        get
        {
            lock (watched)
                return watched.Count;
        }
    }

    public Watchdog() => clock = new Timer(_ => Bite(), null, 20, 20);

    public void Watch(Thread thread)
    {
        lock (watched)
            watched.Add(thread);
    }

    private void Bite()
    {
        lock (watched)
        {
            foreach (var thread in watched)
                if (thread.IsAlive)
                    thread.Interrupt();
        }
    }
}

// prints:
// -1 pages, 1 watched
