// Each resource lives as long as its body: by a helper that joins, by a continuation that disposes, by a token, and by a wait in a lambda.
class Program
{
    static async Task Main()
    {
        var player = new Player();
        player.Play([3, 1, 2]);
        await player.FadeOut(volume: 5);
        await player.Archive("suite");
        foreach (var line in player.Log)
            Console.WriteLine(line);
    }
}

class Player
{
    public List<string> Log { get; } = [];

    public void Play(int[] notes)
    {
        using var sound = new MemoryStream();
        var speaker = new Thread(() =>
        {
            foreach (var note in notes)
                sound.WriteByte((byte)note);
        });
        speaker.Start();
        Log.Add($"{notes.Length} notes");
        Finish();
        Log.Add($"{sound.Length} bytes");

        void Finish()
        {
            if (speaker.IsAlive)
                Thread.Yield();
            speaker.Join();
        }
    }

    public async Task FadeOut(int volume)
    {
        using var stop = new CancellationTokenSource();
        using var steps = new SemaphoreSlim(0);
        var fading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (Interlocked.Decrement(ref volume) == 0)
                    steps.Release();
                Thread.Yield();
            }
        });

        await steps.WaitAsync();
        stop.Cancel();
        await Task.WhenAny(fading);
        Log.Add("silence");
    }

    public async Task Archive(string title)
    {
        var file = Path.GetTempFileName();
        var tape = new StreamWriter(file);
        var writing = Task.Run(() => tape.Write(title));
        var closing = writing.ContinueWith(_ => tape.Dispose());

        using var label = new StringWriter();
        var printing = Task.Run(() => label.Write(title.ToUpperInvariant()));
        Func<Task<string>> printed = async () =>
        {
            await printing;
            return label.ToString();
        };

        await closing;
        Log.Add($"{await printed()}: {new FileInfo(file).Length} bytes on tape");
        File.Delete(file);
    }
}

// prints:
// 3 notes
// 3 bytes
// silence
// SUITE: 5 bytes on tape
