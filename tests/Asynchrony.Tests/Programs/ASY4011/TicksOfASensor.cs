// no fix
// A sensor is read for ever, as fast as it goes, into a channel without a limit.
var sensor = new Sensor();
using var stop = new CancellationTokenSource();
var measuring = Task.Run(() => sensor.Measure(stop.Token));
var first = await sensor.Next();
stop.Cancel();
await measuring;
Console.WriteLine($"first value {first}");

class Sensor
{
    private readonly Channel<int> values = [|Channel.CreateUnbounded<int>|]();

    public void Measure(CancellationToken token)
    {
        var value = 0;
        while (!token.IsCancellationRequested)
            values.Writer.TryWrite(++value);
    }

    public ValueTask<int> Next() => values.Reader.ReadAsync();
}

// prints:
// first value 1
