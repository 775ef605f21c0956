// What the bodies take with them is a token, a number, a copy: the source of the token may end with its method, and so may the map.
using var map = new StringReader("oak 4\nelm 9\n");
var station = new Station();
await station.Depart("oak", Distance("oak"));
await station.Depart("ash", 1);
Console.WriteLine(await station.Board());

int Distance(string stop)
{
    for (var line = map.ReadLine(); line is not null; line = map.ReadLine())
        if (line.StartsWith(stop, StringComparison.Ordinal))
            return int.Parse(line[(stop.Length + 1)..]);
    return 0;
}

sealed class Station
{
    private readonly ConcurrentQueue<string> log = new();
    private readonly List<Task> running = [];

    public async Task Depart(string stop, int distance)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var token = deadline.Token;
        var whistles = new MemoryStream([1, 2, 3]);
        var sound = whistles.ToArray();

        running.Add(Task.Run(() =>
        {
            if (!token.IsCancellationRequested)
                log.Enqueue($"{stop} {distance * sound.Length}");
        }, deadline.Token));

        whistles.Dispose();
        await Task.Yield();
    }

    public async Task<string> Board()
    {
        await Task.WhenAll(running);
        return string.Join(", ", log.Order(StringComparer.Ordinal));
    }
}

// prints:
// ash 3, oak 12
