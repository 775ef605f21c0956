// The progress of the frames is meant to be looked at while they are rendered: by Volatile, under the lock, or in between two waits.
class Program
{
    static void Main()
    {
        var renderer = new Renderer(frames: 40);
        var shown = renderer.Render();
        Console.WriteLine(shown.TrueForAll(percent => percent is >= 0 and <= 100));
        Console.WriteLine(shown.SequenceEqual(shown.Order()));
        Console.WriteLine(renderer.Summary());
    }
}

class Renderer(int frames)
{
    private readonly Lock gate = new();
    private int done;
    private long pixels;
    private volatile bool warm;

    public List<int> Render()
    {
        var shown = new List<int>();
        var worker = new Thread(Frames) { Name = "render" };
        worker.Start();

        shown.Add(Percent());
        if (!warm)
            shown.Add(Percent());

        long seen;
        lock (gate)
            seen = pixels;
        if (seen > 0)
            shown.Add(Percent());

        while (!worker.Join(TimeSpan.FromMilliseconds(5)))
            shown.Add(Percent());

        worker.Join();
        shown.Add(100 * done / frames);
        return shown;
    }

    public string Summary() => $"{done} frames, {pixels} pixels";

    private int Percent() => 100 * Volatile.Read(ref done) / frames;

    private void Frames()
    {
        for (var frame = 1; frame <= frames; frame++)
        {
            var lit = 0;
            for (var x = 0; x < 64; x++)
                for (var y = 0; y < 64; y++)
                    if ((x * y + frame) % 7 == 0)
                        lit++;

            lock (gate)
                pixels += lit;
            warm = true;
            Interlocked.Increment(ref done);
        }
    }
}

// prints:
// True
// True
// 40 frames, 22910 pixels
