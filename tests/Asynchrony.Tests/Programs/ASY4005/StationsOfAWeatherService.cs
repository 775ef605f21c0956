// All stations of a weather service report at once, into a channel that promises a single writer.
var reports = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { [|SingleWriter = true|] });
await Parallel.ForEachAsync(Enumerable.Range(1, 20), async (station, token) => await reports.Writer.WriteAsync(station, token));
reports.Writer.Complete();

var stations = new SortedSet<int>();
await foreach (var station in reports.Reader.ReadAllAsync())
    stations.Add(station);
Console.WriteLine($"{stations.Count} stations, the last is {stations.Max}");

// prints:
// 20 stations, the last is 20
