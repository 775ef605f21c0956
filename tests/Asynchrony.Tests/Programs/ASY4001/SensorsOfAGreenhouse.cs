// The sensors of a greenhouse report to one station, which closes when each of them has been heard three times.
var station = new Station();
var sensors = new[] { new Sensor("east", 21), new Sensor("west", 24) };

await Task.WhenAll(sensors.Select(sensor => sensor.Report(station.Readings)));
station.Close();
await station.Closed;
Console.WriteLine(string.Join(", ", station.Averages.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value:0}")));

class Sensor(string place, int degrees)
{
    public async Task Report(ChannelWriter<(string, int)> readings)
    {
        for (var round = -1; round <= 1; round++)
        {
            await Task.Delay(1);
            await readings.WriteAsync((place, degrees + round));
        }
    }
}

class Station
{
    private readonly Channel<(string Place, int Degrees)> readings = Channel.CreateUnbounded<(string, int)>();
    private readonly Dictionary<string, List<int>> known = [];

    public Station() => Closed = Listen();

    public ChannelWriter<(string, int)> Readings => readings.Writer;

    public Task Closed { get; }

    public IReadOnlyDictionary<string, double> Averages => known.ToDictionary(entry => entry.Key, entry => entry.Value.Average());

    public void Close() => readings.Writer.Complete();

    private async Task Listen()
    {
        await foreach (var (place, degrees) in readings.Reader.ReadAllAsync())
        {
            if (!known.TryGetValue(place, out var all))
                known.Add(place, all = []);
            all.Add(degrees);
        }
    }
}

// prints:
// east 21, west 24
