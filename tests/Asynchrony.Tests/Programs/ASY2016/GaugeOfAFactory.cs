// The counter only tells how much is under way at once; the tasks themselves are waited for.
class Program
{
    static async Task Main()
    {
        var factory = new Factory();
        await factory.Run([3, 1, 2]);
        Console.WriteLine($"{factory.Running} machines running");
        Console.WriteLine($"{factory.Made} parts");
    }
}

class Factory
{
    private int running;
    private int made;

    public int Running => Volatile.Read(ref running);

    public int Made => Volatile.Read(ref made);

    public async Task Run(int[] orders)
    {
        var tasks = orders.Select(order => Task.Run(() =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(order);
            Interlocked.Add(ref made, order);
            Interlocked.Decrement(ref running);
        })).ToList();
        await Task.WhenAll(tasks);
    }
}

// prints:
// 0 machines running
// 6 parts
