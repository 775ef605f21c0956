// The timers of a model railway are handed to whoever runs the line, who ends them all; the method that makes them keeps none.
var line = new Line();
var station = new Station(line);
station.Open("red", "blue");
line.Round.Wait();
line.Stop();
Console.WriteLine("all stand still");

class Station(Line line)
{
    public void Open(params string[] trains)
    {
        foreach (var train in trains)
        {
            var motor = new Timer(_ => line.Pass(train), null, 1, 2);
            line.Runs(motor);
        }
    }
}

class Line
{
    private readonly List<IDisposable> motors = [];
    private int passed;

    public ManualResetEventSlim Round { get; } = new();

    public void Runs(IDisposable motor) => motors.Add(motor);

    public void Pass(string train)
    {
        if (train.Length > 0 && Interlocked.Increment(ref passed) == 4)
            Round.Set();
    }

    public void Stop()
    {
        foreach (var motor in motors)
            motor.Dispose();
        motors.Clear();
    }
}

// prints:
// all stand still
