// Finds the longest queue of a day in parallel: who looks first and writes then may overwrite a longer one.
var counters = new[] { "stamps", "parcels", "savings", "passports", "lost and found" };
var longest = 0;

Parallel.ForEach(counters, counter =>
{
    var queue = Hours().Select(hour => counter.Length * hour % 23).ToList();

    foreach (var waiting in queue)
    {
        if (waiting > longest)
            [|longest|] = waiting;
    }
});

Console.WriteLine($"up to {longest} people waited");

static IEnumerable<int> Hours() => Enumerable.Range(8, 10);

// prints:
// up to 22 people waited
