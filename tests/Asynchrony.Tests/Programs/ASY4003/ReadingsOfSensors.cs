// One reading serves for all sensors: the consumer finds the last one everywhere.
var readings = Channel.CreateUnbounded<Reading>();
var printing = Task.Run(async () =>
{
    await Task.Delay(100);
    await foreach (var reading in readings.Reader.ReadAllAsync())
        Console.WriteLine(reading);
});

double[] values = [20.5, 21, 19.25];
var current = new Reading();
for (var sensor = 0; sensor < values.Length; sensor++)
{
    [|current.Sensor = sensor|];
    current.Value = values[sensor];
    await readings.Writer.WriteAsync(current);
}

readings.Writer.Complete();
await printing;

class Reading
{
    public int Sensor { get; set; }

    public double Value { get; set; }

    public override string ToString() => FormattableString.Invariant($"sensor {Sensor}: {Value:0.00}");
}

// prints:
// sensor 0: 20.50
// sensor 1: 21.00
// sensor 2: 19.25
