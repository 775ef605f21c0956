// A ferry takes passengers on board in a loop without an end, and falls over when the pier closes.
var pier = Channel.CreateUnbounded<string>();
var boarding = Task.Run(async () =>
{
    while (true)
    {
        var passenger = await [|pier.Reader.ReadAsync|]();
        Console.WriteLine($"{passenger} is on board");
    }
});

foreach (var passenger in new[] { "Ann", "Bob" })
    await pier.Writer.WriteAsync(passenger);
pier.Writer.Complete();
await boarding;
Console.WriteLine("leaving");

// prints:
// Ann is on board
// Bob is on board
// leaving
