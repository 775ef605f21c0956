// One reporter after the other, though all are tasks: the last waits for the first by a task of its own; the editor looks when all are home.
using System.Linq;

class Program
{
    static async Task Main()
    {
        var lines = new List<string>();
        var writing = Task.Run(() => lines.Add("fire in the old mill"));
        var reading = Task.Run(async () =>
        {
            await writing;
            lines.Add($"more on {lines[0].Split(' ')[^1]}");
        });

        await reading;
        lines.Add("weather");
        var archive = new Dictionary<int, string>();
        using var stored = new ManualResetEventSlim();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            foreach (var line in lines)
                archive[line.Length] = line;
            stored.Set();
        });
        stored.Wait();
        archive.Remove(7);
        Console.WriteLine(string.Join("; ", archive.OrderBy(line => line.Key).Select(line => line.Value)));
    }
}

// prints:
// more on mill; fire in the old mill
