// A thread is made for a body that is async, catches all it may throw, and tells by an event when it is done.
class Program
{
    static void Main()
    {
        var backup = new Backup(["letters", "photos", ""]);
        backup.Start();
        backup.Done.Wait();
        foreach (var line in backup.Log)
            Console.WriteLine(line);
    }
}

class Backup(string[] folders)
{
    public ManualResetEventSlim Done { get; } = new();
    public ConcurrentQueue<string> Log { get; } = new();

    public void Start()
    {
        [|new Thread|](async () =>
        {
            try
            {
                foreach (var folder in folders)
                    Log.Enqueue(await Copy(folder));
            }
            catch (Exception problem)
            {
                Log.Enqueue($"failed: {problem.Message}");
            }

            Done.Set();
        }).Start();
    }

    private static async Task<string> Copy(string folder)
    {
        await Task.Delay(10);
        return folder.Length > 0 ? $"copied {folder}" : throw new InvalidOperationException("a folder without a name");
    }
}

// prints:
// copied letters
// copied photos
// failed: a folder without a name
