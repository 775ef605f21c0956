// A castle keeps its gate to itself and hands out the end that others need.
var castle = new Castle();
var guarding = castle.Guard();
foreach (var name in new[] { "a knight", "a baker" })
    castle.Gate.TryWrite(name);
castle.Gate.Complete();
Console.WriteLine($"{await guarding} came in");

class Castle
{
    private readonly Channel<string> gate = Channel.CreateUnbounded<string>();

    public ChannelWriter<string> Gate => gate.Writer;

    public async Task<int> Guard()
    {
        var guests = 0;
        await foreach (var guest in gate.Reader.ReadAllAsync())
            guests += guest.StartsWith("a ", StringComparison.Ordinal) ? 1 : 0;
        return guests;
    }
}

// prints:
// 2 came in
