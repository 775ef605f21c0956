// The curtain falls behind the play, and once more when all have left.
var theatre = new Theatre();
Console.WriteLine($"{await theatre.Play("overture", "act", "finale")} scenes");

class Theatre
{
    private readonly Channel<string> stage = Channel.CreateUnbounded<string>();

    public async Task<int> Play(params string[] scenes)
    {
        var watching = Watch();
        try
        {
            foreach (var scene in scenes)
                await stage.Writer.WriteAsync(scene);
            stage.Writer.Complete();
        }
        finally
        {
            [|stage.Writer.Complete|]();
        }

        return await watching;
    }

    private async Task<int> Watch()
    {
        var seen = 0;
        await foreach (var scene in stage.Reader.ReadAllAsync())
            seen += scene.Length > 0 ? 1 : 0;
        return seen;
    }
}

// prints:
// 3 scenes
