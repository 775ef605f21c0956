// Letters are fetched one after the other, gathered in what is made for threads, or counted when all have come.
var read = new List<string>();
foreach (var name in new[] { "anna", "berta", "carl" })
    await Task.Run(() => read.Add(name.ToUpperInvariant()));

var sizes = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
var sorted = new System.Collections.Concurrent.ConcurrentBag<string>();
Parallel.ForEach(read, name =>
{
    sizes[name] = name.Length;
    if (name.Length > 4)
        sorted.Add(name);
});

var letters = await Task.WhenAll(read.Select(async name =>
{
    var pages = new List<string> { name };
    await Task.Yield();
    pages.Add($"{name}, {sizes[name]}");
    return pages;
}));

var all = new List<string>();
foreach (var letter in letters)
    all.AddRange(letter);
var last = Task.Run(() => all.Add("end"));
await last;
Console.WriteLine(string.Join("; ", all));
Console.WriteLine(string.Join("; ", sorted));

// prints:
// ANNA; ANNA, 4; BERTA; BERTA, 5; CARL; CARL, 4; end
// BERTA
