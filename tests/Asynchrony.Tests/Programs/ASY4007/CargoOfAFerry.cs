// Cars drive onto a ferry until the ramp is raised; who comes later is told so and waits for the next one.
var deck = new BlockingCollection<string>(3);
var waiting = new List<string>();

foreach (var car in new[] { "red van", "blue coupe", "green truck", "white bus" })
    if (deck.IsAddingCompleted)
        waiting.Add(car);
    else
    {
        deck.Add(car);
        if (deck.Count == deck.BoundedCapacity)
            deck.CompleteAdding();
    }

var aboard = new List<string>();
foreach (var car in deck.GetConsumingEnumerable())
    aboard.Add(car);

Console.WriteLine($"aboard: {string.Join(", ", aboard)}");
Console.WriteLine($"waiting: {string.Join(", ", waiting)}");

// prints:
// aboard: red van, blue coupe, green truck
// waiting: white bus
