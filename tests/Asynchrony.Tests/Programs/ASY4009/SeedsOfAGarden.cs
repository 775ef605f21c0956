// A gardener takes the seeds out of the bag as they come: the loop goes on until the bag is closed.
using var seeds = new BlockingCollection<string>();
var planting = Task.Run(() =>
{
    var rows = 0;
    foreach (var seed in seeds.GetConsumingEnumerable())
        rows += seed == "bean" ? 2 : 1;
    return rows;
});

foreach (var seed in new[] { "bean", "pea", "leek" })
    seeds.Add(seed);
seeds.CompleteAdding();
Console.WriteLine($"{await planting} rows");

// prints:
// 4 rows
