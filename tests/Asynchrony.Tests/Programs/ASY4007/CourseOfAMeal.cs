// The last course of a meal is served when the table is cleared already.
using var table = new BlockingCollection<string>();
foreach (var course in new[] { "soup", "fish" })
    table.Add(course);
table.CompleteAdding();
[|table.Add|]("cheese");

foreach (var course in table.GetConsumingEnumerable())
    Console.WriteLine(course);

// prints:
// soup
// fish
// cheese
