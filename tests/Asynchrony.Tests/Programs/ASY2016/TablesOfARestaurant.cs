// Each waiter adds himself to the latch when he begins; the doors close when the latch is down.
using (var restaurant = new Restaurant())
    Console.WriteLine(restaurant.Serve(["soup", "fish", "cake"]));

sealed class Restaurant : IDisposable
{
    private readonly CountdownEvent waiters = new(1);
    private int served;

    public string Serve(string[] dishes)
    {
        foreach (var dish in dishes)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                [|waiters.AddCount|]();
                Interlocked.Add(ref served, dish.Length);
                waiters.Signal();
            });
        }

        waiters.Signal();
        waiters.Wait();
        return $"{Volatile.Read(ref served)} letters of dishes";
    }

    public void Dispose() => waiters.Dispose();
}

// prints:
// 12 letters of dishes
