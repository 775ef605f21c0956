// Tasks are started by the parallel body and kept; who waits for them waits when the loop is over. And one of the waits is in a lambda that runs later.
var surfer = new Surfer();
await surfer.Ride(5);
Console.WriteLine(surfer);

class Surfer
{
    private readonly ConcurrentBag<Task<int>> waves = [];
    private readonly ConcurrentQueue<Func<int>> later = new();
    private int height;

    public async Task Ride(int count)
    {
        Parallel.For(0, count, wave =>
        {
            var rolling = Roll(wave);
            waves.Add(rolling);
            later.Enqueue(() => rolling.IsCompleted ? rolling.Result : 0);
        });

        foreach (var wave in waves)
            height += await wave;
        height += later.Sum(wave => wave());
    }

    public override string ToString() => $"{waves.Count} waves, {height}";

    private static async Task<int> Roll(int wave)
    {
        await Task.Yield();
        return wave * 2;
    }
}

// prints:
// 5 waves, 40
