// In a constructor the calibration runs on a thread that nobody runs beside; the body is one call.
using System.Globalization;

var watch = new SportsWatch([62, 64, 63]);
Console.WriteLine(watch);

sealed class SportsWatch
{
    private readonly Sensor sensor = new();
    private readonly int[] samples;

    public SportsWatch(int[] samples)
    {
        this.samples = samples;
        var calibration = new Thread(() => sensor.Calibrate(samples));
        calibration.IsBackground = false;
        calibration.Start();
        [|calibration.Join|]();
        sensor.Lock();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{sensor.Pulse:0.0} after {samples.Length} samples");
}

sealed class Sensor
{
    private bool locked;

    public double Pulse { get; private set; }

    public void Calibrate(int[] samples)
    {
        if (locked)
            return;
        Pulse = samples.Average();
    }

    public void Lock() => locked = true;
}

// prints:
// 63.0 after 3 samples
