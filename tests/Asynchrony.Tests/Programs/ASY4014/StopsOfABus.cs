// A bus drives until the last stop is called.
using var stops = new BlockingCollection<string>();
var driving = Task.Run(() =>
{
    var passed = 0;
    while (true)
    {
        var stop = stops.Take();
        passed++;
        if (stop == "depot")
            return passed;
    }
});

foreach (var stop in new[] { "market", "bridge", "depot" })
    stops.Add(stop);
stops.CompleteAdding();
Console.WriteLine($"{await driving} stops");

// prints:
// 3 stops
