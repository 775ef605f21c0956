// Everything that these bodies share is handed over: by an event, under a lock, by Volatile, by the end of the body, as a copy.
var kitchen = new Kitchen();
await kitchen.Cook(["soup", "fish", "cake"]);

class Kitchen
{
    private readonly Lock counter = new();

    public async Task Cook(string[] dishes)
    {
        string? order = null;
        var cooked = 0;
        var closing = false;
        Exception? burnt = null;
        using var ordered = new AutoResetEvent(false);
        using var served = new AutoResetEvent(false);

        var cook = new Thread(() =>
        {
            try
            {
                for (ordered.WaitOne(); !Volatile.Read(ref closing); ordered.WaitOne())
                {
                    Console.WriteLine($"cooking {order}");
                    lock (counter)
                        cooked++;
                    served.Set();
                }
            }
            catch (InvalidOperationException e)
            {
                burnt = e;
            }
        });
        cook.Start();

        foreach (var dish in dishes)
        {
            order = dish;
            ordered.Set();
            served.WaitOne();
            lock (counter)
                Console.WriteLine($"{cooked} of {dishes.Length}");
        }

        Volatile.Write(ref closing, true);
        ordered.Set();
        cook.Join();
        if (burnt is not null)
            throw burnt;

        await Close(cooked);
    }

    private static async Task Close(int cooked)
    {
        var closed = new TaskCompletionSource<string>();
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            timer!.Dispose();
            closed.TrySetResult($"closed after {cooked} dishes");
        });
        timer.Change(TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        Console.WriteLine(await closed.Task);
    }
}

// prints:
// cooking soup
// 1 of 3
// cooking fish
// 2 of 3
// cooking cake
// 3 of 3
// closed after 3 dishes
