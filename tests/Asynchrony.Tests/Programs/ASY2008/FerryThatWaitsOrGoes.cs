// The ferry starts on one way or the other, never on both.
class Program
{
    static void Main()
    {
        var harbour = new Harbour();
        harbour.Leave(cars: 9);
        harbour.Leave(cars: 2);
        foreach (var line in harbour.Log)
            Console.WriteLine(line);
    }
}

class Harbour
{
    private readonly object gate = new();

    public List<string> Log { get; } = [];

    public void Leave(int cars)
    {
        var ferry = new Thread(() => Write($"sails with {cars}"));
        if (cars > 5)
        {
            ferry.Start();
            Write("full");
        }
        else
        {
            Write("waits");
            Thread.Sleep(1);
            ferry.Start();
        }

        ferry.Join();
    }

    private void Write(string line)
    {
        lock (gate)
            Log.Add(line);
        lock (gate)
            Log.Sort(StringComparer.Ordinal);
    }
}

// prints:
// full
// sails with 2
// sails with 9
// waits
