// Tasks are started by the parallel body and kept; who waits for them waits when the loop is over. And one of the waits is in a lambda that runs later.
var surfer = new Surfer();
surfer.Start(5);
Console.WriteLine(await surfer.Ride());

class Surfer
{
    private readonly ConcurrentBag<Task<int>> waves = [];
    private readonly ConcurrentQueue<Func<int>> later = new();

    public void Start(int count) => Parallel.For(0, count, wave =>
    {
        var rolling = Roll(wave);
        waves.Add(rolling);
        later.Enqueue(() => rolling.IsCompleted ? rolling.Result : 0);
    });

    public async Task<string> Ride()
    {
        var heights = await Task.WhenAll(waves);
        return $"{heights.Length} waves, {heights.Sum() + later.Sum(wave => wave())}";
    }

    private static async Task<int> Roll(int wave)
    {
        await Task.Yield();
        return wave * 2;
    }
}

// prints:
// 5 waves, 40
