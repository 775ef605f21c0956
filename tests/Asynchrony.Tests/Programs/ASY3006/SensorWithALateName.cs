// What the constructor sets behind the start is nothing that the thread asks for.
var sensor = new Sensor(7);
Console.WriteLine(sensor.Read());

sealed class Sensor
{
    private readonly int pin;
    private readonly Thread sampling;
    private readonly AutoResetEvent sampled = new(false);
    private readonly string name;
    private int value;

    public Sensor(int pin)
    {
        this.pin = pin;
        sampling = new Thread(Sample);
        sampling.Start();
        name = $"pin {pin}";
    }

    public string Read()
    {
        sampled.WaitOne();
        sampling.Join();
        return $"{name}: {value}";
    }

    private void Sample()
    {
        value = pin * 2;
        sampled.Set();
    }
}

// prints:
// pin 7: 14
