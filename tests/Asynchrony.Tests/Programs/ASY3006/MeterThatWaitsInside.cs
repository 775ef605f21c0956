// The constructor waits for the thread that it started before it goes on.
// also ASY2004
var meter = new Meter(5);
Console.WriteLine(meter.Text);

sealed class Meter
{
    private readonly int start;
    private readonly int scale;
    private int offset;

    public Meter(int start)
    {
        this.start = start;
        var calibrating = new Thread(() => offset = this.start + scale);
        calibrating.Start();
        calibrating.Join();
        scale = 2;
    }

    public string Text => $"{offset} x {scale}";
}

// prints:
// 5 x 2
