// no fix
// The watcher runs from its creation on, so every rename since the subscription may be under way when the names are read.
class Program
{
    static async Task Main()
    {
        var folder = Directory.CreateTempSubdirectory("ferries").FullName;
        try
        {
            var log = await Harbour.Watch(folder, "north", "south");
            Console.WriteLine(log.Length > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

static class Harbour
{
    public static async Task<string> Watch(string folder, string from, string to)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, from), "ferry");
        var (renamed, lost) = ("nobody", false);
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        watcher.Renamed += (_, change) => renamed = change.Name ?? renamed;
        watcher.Error += (_, _) => lost = true;

        File.Move(Path.Combine(folder, from), Path.Combine(folder, to));
        return [|lost|] ? "lost" : $"moved by {[|renamed|]}";
    }
}

// prints:
// True
