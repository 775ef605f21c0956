// window application
// The pump looks at its pressure again and again, whatever happens: an error is logged, and the loop goes on.
using System.ComponentModel;

class Program
{
    static void Main()
    {
        var pump = new Pump(pressures: [3, 4, -1, 5, 2]);
        var seen = new List<int>();
        pump.PropertyChanged += (sender, change) =>
        {
            if (change.PropertyName == nameof(Pump.Pressure))
                seen.Add(((Pump)sender!).Pressure);
        };

        pump.Run();
        pump.Empty.Wait();
        Console.WriteLine(string.Join(" ", seen));
        Console.WriteLine(string.Join(" ", pump.Errors));
    }
}

class Pump(int[] pressures) : INotifyPropertyChanged
{
    private int pressure;
    private int next;

    public event PropertyChangedEventHandler? PropertyChanged;

    public ManualResetEventSlim Empty { get; } = new();
    public ConcurrentQueue<string> Errors { get; } = [];

    public int Pressure
    {
        get => pressure;
        private set
        {
            pressure = value;
            PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(nameof(Pressure)));
        }
    }

    public void Run()
    {
        var heartbeat = [|new Thread|](() => Beat(TimeSpan.FromMilliseconds(1)));
        heartbeat.Start();
    }

    private void Beat(TimeSpan pause)
    {
        for (;;)
        {
            try
            {
                if (next < pressures.Length)
                    Pressure = Measured(pressures[next++]);
                else
                    Empty.Set();
            }
            catch (InvalidOperationException broken)
            {
                Errors.Enqueue(broken.Message);
            }

            Thread.Sleep(pause);
        }
    }

    private static int Measured(int value) => value >= 0 ? value * 10 : throw new InvalidOperationException($"sensor says {value}");
}

// prints:
// 30 40 50 20
// sensor says -1
