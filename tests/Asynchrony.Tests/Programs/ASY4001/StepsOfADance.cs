// A dancer follows the steps that are called out, until the last one is called.
var steps = Channel.CreateUnbounded<string>();
var calling = Task.Run(async () =>
{
    foreach (var step in new[] { "left", "right", "turn", "bow" })
        await steps.Writer.WriteAsync(step);
});

var danced = 0;
await foreach (var step in steps.Reader.ReadAllAsync())
{
    danced++;
    if (step == "bow")
        break;
}

await calling;
Console.WriteLine($"{danced} steps");

// prints:
// 4 steps
