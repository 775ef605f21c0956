// also ASY5010
// also ASY1001
// The announcement takes the lock before its first await, and so in the very call, by the thread that holds it already.
class Program
{
    static void Main()
    {
        var station = new Station();
        station.Announce();
        Console.WriteLine(string.Join(", ", station.Said));
    }
}

class Station
{
    private readonly object loudspeaker = new();

    public List<string> Said { get; } = [];

    public void Announce()
    {
        lock (loudspeaker)
        {
            Said.Add("ding");
            SayAsync("train").Wait();
        }
    }

    private async Task SayAsync(string what)
    {
        lock (loudspeaker)
            Said.Add(what);
        await Task.Delay(2);
    }
}

// prints:
// ding, train
