// What Main warms up may be lost with Main, but Main is not the end: the service runs on a thread that keeps the process alive.
class Program
{
    static void Main()
    {
        var service = new Service();
        Task.Run(service.WarmUp);
        service.Start();
    }
}

class Service
{
    private readonly ManualResetEventSlim warm = new();
    private int requests;

    public void Start()
    {
        var loop = new Thread(Serve) { Name = "service" };
        loop.Start();
    }

    public void WarmUp()
    {
        Thread.Sleep(5);
        Console.WriteLine("warm");
        warm.Set();
    }

    private void Serve()
    {
        warm.Wait();
        while (requests < 2)
            Console.WriteLine($"request {++requests}");
    }
}

// prints:
// warm
// request 1
// request 2
