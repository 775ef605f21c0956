// window application
// The loop belongs to another type than the thread, which is kept in a static field: nobody ever ends it.
using System.Text;

class Program
{
    static void Main()
    {
        var ship = new Ship(new Radio(channel: 16));
        ship.Sail();
        Console.WriteLine(ship.Log.TrimEnd());
    }
}

class Radio(int channel)
{
    private readonly Queue<string> air = new(["static", "mayday", "static", "position"]);

    public event Action<int, string>? Heard;

    public void Listen(object? quiet)
    {
        do
        {
            if (air.TryDequeue(out var words) && words != "static")
                Heard?.Invoke(channel, words);
            else if (air.Count == 0)
                ((EventWaitHandle)quiet!).Set();
            Thread.Sleep(1);
        }
        while (true);
    }
}

class Ship
{
    private static Thread? radioOperator;

    private readonly StringBuilder log = new();
    private readonly EventWaitHandle quiet = new(false, EventResetMode.ManualReset);
    private readonly Radio radio;

    public Ship(Radio radio)
    {
        this.radio = radio;
        radio.Heard += (channel, words) => log.AppendLine($"channel {channel}: {words}");
    }

    public string Log => log.ToString();

    public void Sail()
    {
        if (radioOperator is null)
        {
            ParameterizedThreadStart listen = radio.Listen;
            radioOperator = [|new|](listen);
            radioOperator.Start(quiet);
        }

        quiet.WaitOne();
    }
}

// prints:
// channel 16: mayday
// channel 16: position
