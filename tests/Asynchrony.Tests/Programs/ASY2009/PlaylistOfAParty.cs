// Work items that start async code and deal with its exceptions, and a long task that blocks its own thread.
class Program
{
    static async Task Main()
    {
        var party = new Party();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(async _ =>
        {
            try
            {
                await party.Load("playlist");
            }
            catch (Exception problem)
            {
                party.Problem(problem);
            }
            finally
            {
                ready.SetResult();
            }
        });
        await ready.Task;

        var playing = Task.Factory.StartNew(party.Play, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Console.WriteLine(await playing);
        Console.WriteLine(party.Problems);
    }
}

class Party
{
    private readonly ConcurrentQueue<string> songs = new();
    private int problems;

    public int Problems => Volatile.Read(ref problems);

    public async Task Load(string list)
    {
        foreach (var song in new[] { "one", "two", "three" })
        {
            await Task.Delay(5);
            songs.Enqueue($"{list}/{song}");
        }

        throw new IOException("the list ends in the middle");
    }

    public void Problem(Exception problem)
    {
        if (problem.Message.Length > 0)
            Interlocked.Increment(ref problems);
    }

    public string Play()
    {
        var played = new List<string>();
        while (songs.TryDequeue(out var song))
        {
            Thread.Sleep(1);
            played.Add(song);
        }

        return string.Join(", ", played);
    }
}

// prints:
// playlist/one, playlist/two, playlist/three
// 1
