// The classic: the method returns the task, and the using ends with the method. The caller awaits a body whose table is closed.
class Program
{
    static async Task Main()
    {
        var server = new LicenceServer("office=3\ngames=0\ndrawing=1\n");
        foreach (var product in new[] { "office", "games", "chess" })
            Console.WriteLine($"{product}: {await server.Ask(product)}");
    }
}

class LicenceServer(string table)
{
    private readonly List<string> asked = [];

    public async Task<string> Ask(string product)
    {
        asked.Add(product);
        return await Free(product) > 0 ? "granted" : "refused";
    }

    private Task<int> Free(string product)
    {
        using var reader = new Table(table);
        return Task.Run(() => [|reader|].Find(product));
    }
}

sealed class Table(string text) : IDisposable
{
    private readonly Dictionary<string, int> rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split('='))
        .ToDictionary(row => row[0], row => int.Parse(row[1]));

    public bool IsClosed { get; private set; }

    public int Find(string name)
    {
        lock (rows)
            return rows.TryGetValue(name, out var found) ? found : -1;
    }

    public void Dispose() => IsClosed = true;
}

// prints:
// office: granted
// games: refused
// chess: refused
