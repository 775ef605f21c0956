// Deep in the chain one runner of all wins, and only he counts; the others go home.
var race = new Race();
var runners = new List<Task>();
foreach (var name in new[] { "iris", "jo", "kay" })
    runners.Add(Task.Run(() => race.Run(name)));
await Task.WhenAll(runners);
Console.WriteLine(race.Winners);

class Race
{
    private readonly Track track = new();

    public int Winners => track.Winners;

    public void Run(string name) => track.Finish(name);
}

class Track
{
    private readonly Line line = new();

    public int Winners => line.Winners;

    public void Finish(string name)
    {
        if (name.Length > 1)
            line.Cross();
    }
}

class Line
{
    private int crossed;

    public int Winners { get; private set; }

    public void Cross()
    {
        if (Interlocked.CompareExchange(ref crossed, 1, 0) == 0)
            Winners++;
    }
}

// prints:
// 1
