// Every early end either comes before the thread, waits in a finally, or follows a wait that took too long.
class Program
{
    static void Main()
    {
        var planner = new Planner(new Dictionary<string, string[]>
        {
            ["Bern"] = ["Thun", "Biel"],
            ["Thun"] = ["Spiez"],
            ["Spiez"] = ["Brig"],
            ["Biel"] = [],
            ["Brig"] = [],
        });

        Console.WriteLine(planner.Plan("Bern", "Brig"));
        Console.WriteLine(planner.Plan("Biel", "Brig"));
        Console.WriteLine(planner.Plan("Rome", "Brig"));
        Console.WriteLine(planner.Plan("Thun", "Thun"));
        Console.WriteLine(planner.Loads("Spiez"));
    }
}

class Planner(Dictionary<string, string[]> roads)
{
    private int asked;

    public string Plan(string from, string to)
    {
        if (!roads.ContainsKey(from))
            return $"no town '{from}'";

        var reached = new List<string>();
        var survey = new Thread(() => Walk(to, reached)) { Name = "way back" };
        survey.Start();

        try
        {
            if (from == to)
                return "already there";

            var ahead = new List<string>();
            Walk(from, ahead);
            if (!ahead.Contains(to))
                return $"{from} does not lead to {to}";
            return string.Join(" > ", ahead.Where(town => town == to || roads[town].Length > 0));
        }
        finally
        {
            survey.Join();
            asked++;
        }
    }

    public string Loads(string town)
    {
        var file = Path.GetTempFileName();
        var writer = new Thread(() => File.WriteAllLines(file, roads[town]));
        writer.Start();

        var count = 0;
        foreach (var ways in roads.Values)
            count += ways.Length;

        if (!writer.Join(TimeSpan.FromMinutes(1)))
            return "the disk is too slow";

        var lines = File.ReadAllLines(file);
        File.Delete(file);
        return $"{lines.Length} of {count} roads, asked {asked} times";
    }

    private void Walk(string town, List<string> into)
    {
        if (into.Contains(town))
            return;
        into.Add(town);
        foreach (var next in roads[town])
            Walk(next, into);
    }
}

// prints:
// Bern > Thun > Spiez > Brig
// Biel does not lead to Brig
// no town 'Rome'
// already there
// 1 of 4 roads, asked 3 times
