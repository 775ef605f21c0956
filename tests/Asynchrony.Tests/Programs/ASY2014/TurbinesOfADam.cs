// window application
// Each turbine has a watcher, a local function that waits for the next reading in a loop without an end.
class Program
{
    static void Main()
    {
        var dam = new Dam();
        dam.Watch("east", "west");
        dam.Read("east", 50);
        dam.Read("west", 60);
        dam.Seen.Wait();
        Console.WriteLine($"{dam.Power} MW");
    }
}

class Dam
{
    private readonly Dictionary<string, BlockingCollection<int>> readings = new();
    private readonly List<Thread> watchers = [];
    private int power;

    public CountdownEvent Seen { get; } = new(2);

    public int Power => Volatile.Read(ref power);

    public void Read(string turbine, int megawatts) => readings[turbine].Add(megawatts);

    public void Watch(params string[] turbines)
    {
        foreach (var turbine in turbines)
        {
            var feed = readings[turbine] = new BlockingCollection<int>(boundedCapacity: 16);
            watchers.Add([|new Thread|](Look));

            void Look()
            {
                do
                {
                    Interlocked.Add(ref power, feed.Take());
                    Seen.Signal();
                }
                while (true);
            }
        }

        foreach (var watcher in watchers)
            watcher.Start();
    }
}

// prints:
// 110 MW
