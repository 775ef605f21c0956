// Each tenant has a log of its own, opened when the first line is written.
var folder = Directory.CreateTempSubdirectory("logs").FullName;
using (var logs = new TenantLogs(folder))
{
    Parallel.For(0, 8, i => logs.Write(i % 2 == 0 ? "north" : "south", $"order {i}"));
    Console.WriteLine(logs.Count);
}

foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
    Console.WriteLine($"{Path.GetFileName(file)}: {File.ReadAllLines(file).Length}");
Directory.Delete(folder, recursive: true);

sealed class TenantLogs(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<string, StreamWriter> writers = new();

    public int Count => writers.Count;

    public void Write(string tenant, string line)
    {
        // Two threads that come first would both open the file, and one of them fails.
        var writer = writers.GetOrAdd(tenant, name => [|new StreamWriter|](Path.Combine(folder, name + ".log")));
        lock (writer)
            writer.WriteLine(line);
    }

    public void Dispose()
    {
        foreach (var writer in writers.Values)
            writer.Dispose();
        writers.Clear();
    }
}

// prints:
// 2
// north.log: 4
// south.log: 4
