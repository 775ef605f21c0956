// A proxy accepts on a thread that blocks, as its listener is made for; each connection is a task that deals with its own failures.
class Program
{
    static void Main()
    {
        var proxy = new Proxy(["intern", "", "boss"]);
        var accepting = new Thread(proxy.Accept) { Name = "proxy" };
        accepting.Start();
        Console.WriteLine("open");
        accepting.Join();
        proxy.Closed.Wait();
        Console.WriteLine($"{proxy.Served} served, {proxy.Refused} refused");
    }
}

class Proxy(string[] callers)
{
    private int served;
    private int refused;

    public CountdownEvent Closed { get; } = new(callers.Length);

    public int Served => Volatile.Read(ref served);

    public int Refused => Volatile.Read(ref refused);

    public void Accept()
    {
        foreach (var caller in callers)
            ThreadPool.QueueUserWorkItem(async _ =>
            {
                try
                {
                    await Serve(caller);
                    Interlocked.Increment(ref served);
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref refused);
                }
                finally
                {
                    Closed.Signal();
                }
            });
    }

    private static async Task Serve(string caller)
    {
        await Task.Delay(1);
        if (caller.Length == 0)
            throw new InvalidDataException("nobody calls");
    }
}

// prints:
// open
// 2 served, 1 refused
