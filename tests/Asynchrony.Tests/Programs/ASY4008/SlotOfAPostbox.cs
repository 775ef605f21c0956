// A postbox is read by its own postman; others only put letters in.
var postbox = new Postbox();
var emptying = postbox.Empty();
postbox.Letters.Writer.TryWrite("to Rome");
postbox.Letters.Writer.TryWrite("to Oslo");
postbox.Letters.Writer.Complete();
Console.WriteLine(string.Join(", ", await emptying));

class Postbox
{
    public readonly Channel<string> [|Letters|] = Channel.CreateUnbounded<string>();

    public async Task<List<string>> Empty()
    {
        var bag = new List<string>();
        await foreach (var letter in Letters.Reader.ReadAllAsync())
            bag.Add(letter);
        return bag;
    }
}

// prints:
// to Rome, to Oslo
