// The thread is told under the lock, and joined once the lock is free.
class Program
{
    static void Main()
    {
        using (var loom = new Loom())
            loom.Wait(rows: 3);
        Console.WriteLine("stopped");
    }
}

sealed class Loom : IDisposable
{
    private readonly object gate = new();
    private readonly Thread shuttle;
    private bool stopped;
    private int rows;

    public Loom()
    {
        shuttle = new Thread(Weave);
        shuttle.Start();
    }

    public void Wait(int rows)
    {
        lock (gate)
            while (this.rows < rows)
                Monitor.Wait(gate);
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
        }

        shuttle.Join();
    }

    private void Weave()
    {
        while (true)
            lock (gate)
            {
                if (stopped)
                    return;
                rows++;
                Monitor.PulseAll(gate);
            }
    }
}

// prints:
// stopped
