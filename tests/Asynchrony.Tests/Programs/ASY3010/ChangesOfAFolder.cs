// no fix
// The last file that was made in a folder, read before the watcher has ended.
var folder = Directory.CreateTempSubdirectory("watched").FullName;
string? last = null;
using (var watcher = new FileSystemWatcher(folder))
{
    watcher.Created += (_, made) => last = made.Name;
    watcher.EnableRaisingEvents = true;
    File.WriteAllText(Path.Combine(folder, "orders.csv"), "1;2");
    Thread.Sleep(100);
    var seen = [|last|] is null ? "nothing yet" : "a file";
    Console.WriteLine(seen.Length > 0);
}

Directory.Delete(folder, recursive: true);

// prints:
// True
