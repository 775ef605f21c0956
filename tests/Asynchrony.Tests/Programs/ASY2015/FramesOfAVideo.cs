// A player renders frames at a fixed rate: the sleep is what is left of the time of a frame, and another thread is waited for by a join.
class Program
{
    static void Main()
    {
        var player = new Player();
        var rendering = new Thread(() => player.Render(frames: 4, perSecond: 200));
        rendering.Start();
        Console.WriteLine("playing");
        rendering.Join();
        Console.WriteLine($"{player.Shown} frames");
    }
}

class Player
{
    public int Shown { get; private set; }

    public void Render(int frames, int perSecond)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var frame = 1; frame <= frames; frame++)
        {
            Shown++;
            var due = TimeSpan.FromSeconds((double)frame / perSecond);
            var left = due - clock.Elapsed;
            if (left > TimeSpan.Zero)
                Thread.Sleep(left);
        }
    }
}

// prints:
// playing
// 4 frames
