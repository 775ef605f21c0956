// A factory that makes and sets up a watcher: the one that is not kept watches on.
using (var watch = new FolderWatch())
    Console.WriteLine(watch.Begin([Path.GetTempPath(), Path.GetTempPath()]));

sealed class FolderWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, FileSystemWatcher> watchers = new();

    public string Begin(string[] folders)
    {
        foreach (var folder in folders)
        {
            var watcher = watchers.GetOrAdd(folder, path => [|new FileSystemWatcher|](path) { Filter = "*.tour" });
            watcher.IncludeSubdirectories = false;
        }

        return $"{watchers.Count} watched";
    }

    public void Dispose()
    {
        foreach (var watcher in watchers.Values)
            watcher.Dispose();
    }
}

// prints:
// 1 watched
