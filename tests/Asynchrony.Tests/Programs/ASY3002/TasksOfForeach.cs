// A foreach variable is new in every round.
var names = new[] { "a", "b", "c" };
var tasks = new List<Task<string>>();

foreach (var name in names)
    tasks.Add(Task.Run(() => name.ToUpperInvariant()));

Console.WriteLine(string.Concat(await Task.WhenAll(tasks)));

// prints:
// ABC
