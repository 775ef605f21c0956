// The books of a library come back in the morning, and are shelved by a task that somebody else takes from as well: that one waits for all.
using var returned = new BlockingCollection<string>();
var listing = Task.Run(() =>
{
    var first = 0;
    foreach (var book in returned)
        first += book.Length > 0 ? 1 : 0;
    return first <= 2;
});
var shelving = Task.Run(() =>
{
    var shelved = 0;
    foreach (var book in returned.GetConsumingEnumerable())
        shelved += book.Length > 0 ? 1 : 0;
    return shelved;
});

returned.Add("Emma");
returned.Add("Ulysses");
returned.CompleteAdding();
Console.WriteLine($"{await shelving} shelved, listed what was there: {await listing}");

// prints:
// 2 shelved, listed what was there: True
