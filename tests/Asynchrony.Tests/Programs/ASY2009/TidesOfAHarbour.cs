// also ASY1002
// The harbour reads its gauges on a thread and wants them all before the pilots come, whatever happens in between.
var harbour = new Harbour(["north pier", "south pier"]);
await harbour.Open();
Console.WriteLine(harbour.Board());

class Harbour(string[] gauges)
{
    private readonly Dictionary<string, int> tides = new();

    public async Task Open()
    {
        // One reader for all gauges.
        Thread reader = [|new|](async () =>
        {
            foreach (var gauge in gauges)
                tides[gauge] = await Read(gauge);
        });
        reader.Start();

        try
        {
            await Announce("the harbour opens");
        }
        finally
        {
            reader.Join(); // the pilots need every gauge
        }
    }

    public string Board() => string.Join(", ", tides.OrderBy(tide => tide.Key).Select(tide => $"{tide.Key} {tide.Value} cm"));

    private static async Task<int> Read(string gauge)
    {
        await Task.Delay(15);
        return gauge.Length * 10;
    }

    private static Task Announce(string what) => Console.Out.WriteLineAsync(what);
}

// prints:
// the harbour opens
// north pier 100 cm, south pier 100 cm
