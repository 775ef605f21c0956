// The backup is asynchronous, and so is Main; but the last of its tasks is nowhere awaited.
using System.IO.Compression;

static class Program
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("backup").FullName;

    static async Task Main()
    {
        var notes = Path.Combine(Folder, "notes.txt");
        await File.WriteAllTextAsync(notes, new string('n', 4_000));
        Console.WriteLine("written");
        Task<long> packing = [|PackAsync|](notes, notes + ".gz");
        await File.WriteAllTextAsync(Path.Combine(Folder, "list.txt"), "notes.txt");
    }

    private static async Task<long> PackAsync(string from, string to)
    {
        await using (var packed = new GZipStream(File.Create(to), CompressionLevel.Fastest))
        await using (var plain = File.OpenRead(from))
            await plain.CopyToAsync(packed);

        var size = new FileInfo(to).Length;
        Console.WriteLine(size < 4_000 ? "packed" : "no smaller");
        return size;
    }
}

// prints:
// written
// packed
