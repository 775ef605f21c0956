// Timers in a loop: each rings with the number of its tray, and all of them ring with the last.
using (var oven = new Oven())
    Console.WriteLine(oven.Bake(trays: 3));

sealed class Oven : IDisposable
{
    private readonly List<Timer> timers = [];
    private readonly ConcurrentBag<int> rung = [];
    private readonly CountdownEvent baking = new(3);

    public string Bake(int trays)
    {
        for (var tray = 1; tray <= trays; tray++)
        {
            timers.Add(new Timer(_ =>
            {
                rung.Add([|tray|]);
                baking.Signal();
            }, null, 20, Timeout.Infinite));
        }

        baking.Wait();
        return string.Join(' ', rung.Order());
    }

    public void Dispose()
    {
        timers.ForEach(timer => timer.Dispose());
        baking.Dispose();
    }
}

// prints:
// 1 2 3
