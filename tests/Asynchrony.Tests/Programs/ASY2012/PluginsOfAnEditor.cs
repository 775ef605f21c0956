// no fix
// also ASY1001
// Plug-ins are loaded in parallel by the static constructor, which waits for all of them; each registers itself.
class Program
{
    static void Main()
    {
        Editor.Open("notes.txt");
    }
}

class Editor
{
    private static readonly List<string> Plugins = [];

    static Editor()
    {
        var loading = new List<Task>();
        foreach (var name in new[] { "spelling", "colours" })
            loading.Add(Task.Run(() => Register(name)));
        [|Task.WaitAll|](loading.ToArray());
    }

    public static void Open(string file) => Console.WriteLine($"{file} with {Plugins.Count} plug-ins");

    private static void Register(string name)
    {
        lock (Plugins)
            Plugins.Add(name);
    }
}
