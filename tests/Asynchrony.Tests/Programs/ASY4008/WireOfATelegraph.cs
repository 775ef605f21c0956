// no fix
// A telegraph reads its own wire. Somebody outside passes the whole wire on, so there is no end to hand out instead.
var telegraph = new Telegraph();
var reading = telegraph.Read();
await Send(telegraph.Wire, "arrive", "at", "noon");
Console.WriteLine(await reading);

static async Task Send(Channel<string> wire, params string[] words)
{
    foreach (var word in words)
        await wire.Writer.WriteAsync(word);
    wire.Writer.Complete();
}

class Telegraph
{
    public Channel<string> [|Wire|] { get; } = Channel.CreateUnbounded<string>();

    public async Task<string> Read()
    {
        var text = "";
        await foreach (var word in Wire.Reader.ReadAllAsync())
            text += word + " stop ";
        return text.Trim();
    }
}

// prints:
// arrive stop at stop noon stop
