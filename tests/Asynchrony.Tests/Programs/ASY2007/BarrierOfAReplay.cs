// An event that is waited for as long as it takes, and one whose limit is told to be infinite.
var replay = new Replay();
Console.WriteLine(replay.Run([5, 6]));

class Replay
{
    private readonly AutoResetEvent loaded = new(false);
    private readonly ManualResetEvent played = new(false);
    private int frames;
    private int shown;

    public string Run(int[] scenes)
    {
        ThreadPool.QueueUserWorkItem(_ =>
        {
            frames = scenes.Sum();
            loaded.Set();
        });
        loaded.WaitOne();
        var loadedFrames = frames;

        ThreadPool.QueueUserWorkItem(_ =>
        {
            shown = scenes.Length;
            played.Set();
        });
        played.WaitOne(Timeout.Infinite);
        return $"{loadedFrames} frames, {shown} scenes";
    }
}

// prints:
// 11 frames, 2 scenes
