// A do loop counts levels up; each loader asks for its level when it runs.
var game = new Game();
Console.WriteLine(await game.Load(last: 3));

class Game
{
    private readonly ConcurrentBag<string> loaded = [];

    public async Task<string> Load(int last)
    {
        var loaders = new List<Task>();
        var level = 1;
        do
        {
            loaders.Add(Task.Run(async () =>
            {
                await Task.Yield();
                loaded.Add($"level {[|level|]}");
            }));
            level++;
        }
        while (level <= last);

        await Task.WhenAll(loaders);
        return string.Join(", ", loaded.Order(StringComparer.Ordinal));
    }
}

// prints:
// level 1, level 2, level 3
