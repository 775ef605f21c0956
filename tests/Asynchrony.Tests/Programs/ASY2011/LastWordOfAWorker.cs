// A worker says under the lock that it is idle, and never comes back for the lock: who has read that may join it there.
class Program
{
    static void Main()
    {
        var shop = new Workshop();
        shop.Post("chair");
        shop.Post("table");
        shop.Finish();
        Console.WriteLine(shop.Built);
    }
}

class Workshop
{
    private readonly object gate = new();
    private Thread? worker;
    private bool idle = true;

    public int Built { get; private set; }

    public void Post(string job)
    {
        lock (gate)
        {
            while (!idle)
                Monitor.Wait(gate);
            worker?.Join();
            idle = false;
            worker = new Thread(() => Build(job));
            worker.Start();
        }
    }

    public void Finish() => worker?.Join();

    private void Build(string job)
    {
        Built += job.Length;
        lock (gate)
        {
            idle = true;
            Monitor.Pulse(gate);
        }
    }
}

// prints:
// 10
