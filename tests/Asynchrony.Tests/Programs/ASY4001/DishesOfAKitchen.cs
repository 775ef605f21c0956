// A kitchen cooks what the tables order, and a waiter carries it out until the kitchen closes.
using var dishes = [|new BlockingCollection<string>|](4);
var serving = Task.Run(() =>
{
    var served = new List<string>();
    foreach (var dish in dishes.GetConsumingEnumerable())
        served.Add(dish);
    return served;
});

foreach (var table in new[] { "soup, fish", "salad", "tart, tea" })
    foreach (var dish in table.Split(", "))
        dishes.Add(dish);

Console.WriteLine(string.Join(", ", await serving));

// prints:
// soup, fish, salad, tart, tea
