// Guests get a seat as long as there is one, and are told where there is none; the seats are given back until none is taken.
var seats = new BlockingCollection<string>(2);
foreach (var guest in new[] { "Ann", "Bob", "Eve" })
    if (!seats.TryAdd(guest))
        Console.WriteLine($"no seat for {guest}");

while (seats.TryTake(out var guest))
    Console.WriteLine($"{guest} leaves");

// prints:
// no seat for Eve
// Ann leaves
// Bob leaves
