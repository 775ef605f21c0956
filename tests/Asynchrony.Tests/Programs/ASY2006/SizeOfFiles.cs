// Three files are written, then each is read on a thread of its own.
var folder = Directory.CreateTempSubdirectory("sizes").FullName;
var files = new List<string>();
foreach (var length in new[] { 100, 2_000, 30_000 })
{
    var path = Path.Combine(folder, $"{length}.txt");
    File.WriteAllText(path, new string('x', length));
    files.Add(path);
}

var total = 0L;
var read = 0;

foreach (var file in files)
{
    if (!file.EndsWith(".txt"))
        continue;

    var reader = new Thread(() =>
    {
        var text = File.ReadAllText(file);
        AddSize(text.Length);
        Interlocked.Increment(ref read);
    })
    {
        Name = "reader",
        IsBackground = true,
    };
    reader.Start();
    [|reader.Join|]();
}

Directory.Delete(folder, recursive: true);
Console.WriteLine($"{read} files, {total} letters");

void AddSize(int size) => Interlocked.Add(ref total, size);

// prints:
// 3 files, 32100 letters
