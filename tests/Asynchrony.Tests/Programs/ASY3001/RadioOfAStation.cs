// A work item polls a flag that the caller sets; the caller waits for an event that the item sets at its end.
using (var station = new Station())
    Console.WriteLine(station.Play());

sealed class Station : IDisposable
{
    private readonly ManualResetEventSlim ended = new();

    public string Play()
    {
        var stop = false;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            while (!stop)
                Thread.Yield();
            ended.Set();
        });
        Console.WriteLine("music");
        [|stop|] = true;
        ended.Wait();
        return "silence";
    }

    public void Dispose() => ended.Dispose();
}

// prints:
// music
// silence
