// The numbers of a raffle are read from slips; one of them cannot be read, and the draw goes by those before it.
string[] slips = ["17", "4", "seven", "9"];
var numbers = Channel.CreateUnbounded<int>();
var reading = Task.Run(async () =>
{
    foreach (var slip in slips)
        await numbers.Writer.WriteAsync(int.Parse(slip));
    [|numbers.Writer.Complete|]();
});

var best = 0;
await foreach (var number in numbers.Reader.ReadAllAsync())
    best = Math.Max(best, number);
Console.WriteLine($"{best} wins");

try
{
    await reading;
}
catch (FormatException)
{
    Console.WriteLine("a slip could not be read");
}

// prints:
// 17 wins
// a slip could not be read
