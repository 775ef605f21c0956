// Checks run in parallel and collect what they find. The report goes through all of it when they are done.
var found = new BlockingCollection<string>();
Parallel.ForEach(Enumerable.Range(1, 100), number =>
{
    if (number % 25 == 0)
        found.Add($"check {number:000}");
});
found.CompleteAdding();

var lines = new List<string>();
foreach (var line in found)
    lines.Add(line);
lines.Sort(StringComparer.Ordinal);

var filled = new BlockingCollection<string>();
foreach (var line in lines)
    filled.Add(line);
await Task.Run(() =>
{
    foreach (var line in filled)
        Console.WriteLine(line);
});

// prints:
// check 025
// check 050
// check 075
// check 100
