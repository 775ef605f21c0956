// Pages are saved by tasks, and a parallel loop keeps a thread for each until it is saved.
var folder = Directory.CreateTempSubdirectory("pages").FullName;
var names = Enumerable.Range(0, 5).Select(number => Path.Combine(folder, $"page{number}")).ToList();
Parallel.ForEach(names, name => Save(name).[|Wait|]());
Console.WriteLine(Directory.GetFiles(folder).Length);
await Task.Yield();
Directory.Delete(folder, recursive: true);

static async Task Save(string name) => await File.WriteAllTextAsync(name, Path.GetFileName(name));

// prints:
// 5
