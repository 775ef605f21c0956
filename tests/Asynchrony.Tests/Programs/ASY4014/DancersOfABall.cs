// Dancers are announced until an empty name says that none is left.
using var hall = new BlockingCollection<string>();
var announced = new List<string>();
var announcing = Task.Run(() =>
{
    while (true)
    {
        var dancer = hall.Take();
        if (dancer.Length == 0)
            break;
        announced.Add(dancer);
    }
});

foreach (var dancer in new[] { "Fred", "Ginger", "" })
    hall.Add(dancer);
hall.CompleteAdding();
await announcing;
Console.WriteLine(string.Join(" and ", announced));

// prints:
// Fred and Ginger
