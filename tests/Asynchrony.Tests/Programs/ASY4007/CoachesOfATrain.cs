// Each coach of a train says that the train is complete.
var train = Channel.CreateUnbounded<string>();
var waving = Task.Run(async () =>
{
    await foreach (var coach in train.Reader.ReadAllAsync())
        Console.WriteLine(coach);
});

foreach (var coach in new[] { "engine", "sleeper", "diner" })
{
    await [|train.Writer.WriteAsync|](coach);
    train.Writer.Complete();
}

await waving;

// prints:
// engine
// sleeper
// diner
