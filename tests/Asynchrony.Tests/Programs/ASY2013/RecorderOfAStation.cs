// The file is closed right behind the end of the timer, whose last tick may still write to it.
class Program
{
    static void Main()
    {
        var recorder = new Recorder();
        recorder.Third.Wait();
        recorder.Close();
        Console.WriteLine("recorded");
    }
}

class Recorder
{
    private readonly MemoryStream tape = new();
    private readonly Timer timer;

    public Recorder() => timer = new Timer(Write, null, 0, 1);

    public CountdownEvent Third { get; } = new(3);

    private void Write(object? state)
    {
        tape.WriteByte(7);
        if (!Third.IsSet)
            Third.Signal();
    }

    public void Close()
    {
        [|timer.Dispose|]();
        tape.Dispose();
    }
}

// prints:
// recorded
