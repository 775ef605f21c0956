// no fix
// The greetings run one at a time; started together they would print in any order.
var guests = new[] { "Anna", "Bert", "Carla" };

foreach (var guest in guests)
{
    var greeter = new Thread(() =>
    {
        Thread.Sleep(20);
        Console.WriteLine($"Hello {guest}");
    });
    greeter.Start();
    [|greeter.Join|]();
}

// prints:
// Hello Anna
// Hello Bert
// Hello Carla
