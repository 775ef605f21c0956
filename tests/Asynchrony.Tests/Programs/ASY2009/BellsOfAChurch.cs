// The bells ring in tasks that ask for a thread and hand a task of their own over, which is unwrapped.
class Program
{
    static async Task Main()
    {
        var tower = new Tower();
        await tower.Ring("evening", strokes: 3);
        Console.WriteLine($"{tower.Strokes} strokes");
    }
}

class Tower
{
    public int Strokes { get; private set; }

    public async Task Ring(string occasion, int strokes)
    {
        Console.WriteLine($"ringing for the {occasion}");
        await [|Task.Factory.StartNew|](Swing, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();

        async Task Swing()
        {
            for (var stroke = 0; stroke < strokes; stroke++)
            {
                // A bell needs its time.
                await Task.Delay(3);
                Strokes++;
            }
        }
    }
}

// prints:
// ringing for the evening
// 3 strokes
