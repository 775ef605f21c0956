// A choir sings ten songs; the sheet music is put on a stand that holds three, while the choir sings.
var stand = Channel.CreateBounded<string>(3);
var sung = Sing(stand.Reader);

for (var number = 1; number <= 10; number++)
    await stand.Writer.WriteAsync($"song {number}");
stand.Writer.Complete();

Console.WriteLine($"{await sung} songs");

static async Task<int> Sing(ChannelReader<string> from)
{
    var songs = 0;
    await foreach (var song in from.ReadAllAsync())
        if (song.StartsWith("song", StringComparison.Ordinal))
            songs++;
    return songs;
}

// prints:
// 10 songs
