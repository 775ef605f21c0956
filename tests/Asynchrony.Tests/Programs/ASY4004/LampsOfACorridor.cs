// The lamps of a corridor are tested one by one, and what is found is written to a list that takes some time.
var corridor = new Corridor();
await corridor.Test(12);
Console.WriteLine($"{corridor.Noted} of 12 noted");

class Corridor
{
    private readonly Channel<string> notes = Channel.CreateBounded<string>(new BoundedChannelOptions(3) { SingleReader = true });

    public int Noted { get; private set; }

    public async Task Test(int lamps)
    {
        var noting = Note();
        for (var lamp = 1; lamp <= lamps; lamp++)
            [|notes.Writer.TryWrite|]($"lamp {lamp} is bright");
        notes.Writer.Complete();
        await noting;
    }

    private async Task Note()
    {
        await foreach (var note in notes.Reader.ReadAllAsync())
        {
            await Task.Delay(1);
            Noted += note.Length > 0 ? 1 : 0;
        }
    }
}

// prints:
// 12 of 12 noted
