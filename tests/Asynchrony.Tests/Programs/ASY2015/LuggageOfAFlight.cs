// The belt is asked for ten times at most: the flight leaves without the luggage if need be.
class Program
{
    static void Main()
    {
        var flight = new Flight();
        flight.Load();
        Console.WriteLine(flight.Leave() ? "with luggage" : "without luggage");
    }
}

class Flight
{
    private readonly ManualResetEventSlim loaded = new();

    public void Load() => ThreadPool.QueueUserWorkItem(_ => loaded.Set());

    public bool Leave()
    {
        var tries = 0;
        while (!loaded.IsSet && tries++ < 500)
            Thread.Sleep(1);
        return loaded.IsSet;
    }
}

// prints:
// with luggage
