// An egg timer of the pool: all it does is to let time go by and to ring, so that nothing in it can fail.
var kitchen = new Kitchen();
kitchen.Boil("soft", 5);
kitchen.Boil("hard", 25);
kitchen.Done.Wait();
Console.WriteLine(string.Join(", ", kitchen.Eggs.Order()));

class Kitchen
{
    public CountdownEvent Done { get; } = new(2);

    public ConcurrentBag<string> Eggs { get; } = [];

    public void Boil(string how, int time)
    {
        ThreadPool.QueueUserWorkItem(async _ =>
        {
            await Task.Delay(time);
            Eggs.Add(how);
            Done.Signal();
        });
    }
}

// prints:
// hard, soft
