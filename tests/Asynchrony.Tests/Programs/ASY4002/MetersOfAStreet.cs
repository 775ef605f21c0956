// The meters of a street are read one after the other; a meter that cannot be read is passed on to the office as a failure.
var street = new Street([412, 97, -1, 305]);
var total = 0;

try
{
    await foreach (var reading in street.ReadMeters().ReadAllAsync())
        total += reading;
}
catch (InvalidOperationException problem)
{
    Console.WriteLine($"{problem.Message} after {total} kWh");
}

class Street(int[] meters)
{
    public ChannelReader<int> ReadMeters()
    {
        var readings = Channel.CreateUnbounded<int>();
        _ = Read(readings.Writer);
        return readings.Reader;
    }

    private async Task Read(ChannelWriter<int> readings)
    {
        try
        {
            for (var house = 0; house < meters.Length; house++)
            {
                await Task.Yield();
                await readings.WriteAsync(Check(house));
            }

            readings.Complete();
        }
        catch (InvalidOperationException problem)
        {
            readings.Complete(problem);
        }
    }

    private int Check(int house) => meters[house] >= 0 ? meters[house] : throw new InvalidOperationException($"house {house + 1} has no meter");
}

// prints:
// house 3 has no meter after 509 kWh
