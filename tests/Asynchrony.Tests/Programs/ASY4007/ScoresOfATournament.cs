// The scores of a tournament are written round by round, and the winner at the end of the list.
var scores = Channel.CreateUnbounded<string>();
var board = Show(scores.Reader);
var table = new Dictionary<string, int> { ["Kings"] = 3, ["Rooks"] = 5, ["Knights"] = 2 };

foreach (var (team, points) in table.OrderByDescending(entry => entry.Value))
{
    await Task.Delay(1);
    await scores.Writer.WriteAsync($"{team} {points}");
}

await Finish(scores.Writer, table);
await board;

static async Task Finish(ChannelWriter<string> to, Dictionary<string, int> table)
{
    var best = table.MaxBy(entry => entry.Value).Key;
    to.Complete();
    await [|to.WriteAsync|]($"winner: {best}");
}

static async Task Show(ChannelReader<string> from)
{
    await foreach (var line in from.ReadAllAsync())
        Console.WriteLine(line);
}

// prints:
// Rooks 5
// Kings 3
// Knights 2
// winner: Rooks
