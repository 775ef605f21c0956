// A Lazy opens the file once, whichever thread asks it first.
var folder = Directory.CreateTempSubdirectory("lazy").FullName;
using (var journals = new Journals(folder))
    Console.WriteLine(journals.Write(6));
Directory.Delete(folder, recursive: true);

sealed class Journals(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<StreamWriter>> open = new();

    public string Write(int lines)
    {
        Parallel.For(0, lines, line =>
        {
            var writer = open.GetOrAdd(line % 2 == 0 ? "even" : "odd", name => new Lazy<StreamWriter>(() => new StreamWriter(Path.Combine(folder, name)))).Value;
            lock (writer)
                writer.WriteLine(line);
        });
        return $"{open.Count} files";
    }

    public void Dispose()
    {
        foreach (var writer in open.Values)
            writer.Value.Dispose();
    }
}

// prints:
// 2 files
