// A watcher looks into a folder by a timer; what goes wrong is shown once and then looked at again.
class Program
{
    static void Main()
    {
        using var watcher = new FolderWatcher(Path.Combine(AppContext.BaseDirectory, "inbox"));
        watcher.Looked.Wait();
        Console.WriteLine(watcher.Problem);
    }
}

sealed class FolderWatcher : IDisposable
{
    private readonly string folder;
    private readonly Timer timer;
    private volatile string problem = "none";

    public FolderWatcher(string folder)
    {
        this.folder = folder;
        timer = new Timer(_ => Look());
        timer.Change(0, Timeout.Infinite);
    }

    public CountdownEvent Looked { get; } = new(1);

    public string Problem => problem;

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.GetType().Name;
        }

        Looked.Signal();
    }
}

// prints:
// DirectoryNotFoundException
