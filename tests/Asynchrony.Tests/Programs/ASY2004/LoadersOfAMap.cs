// Each join comes at once, and each for a reason: a culture of its own, a limit, a crash that is to be caught there, and another thread that still runs.
using System.Globalization;

class Program
{
    static void Main()
    {
        var map = new Map();
        map.Load();
        Console.WriteLine(map.Scale());
        Console.WriteLine(map.Named("Bern") ?? "timed out");
        Console.WriteLine(map.Areas());
    }
}

class Map
{
    private readonly Dictionary<string, (int X, int Y)> towns = [];
    private readonly List<string> rivers = [];

    public void Load()
    {
        var townLoader = new Thread(() =>
        {
            foreach (var line in "Bern 7 46,Rome 12 41,Oslo 10 59".Split(','))
                if (line.Split(' ') is [var name, var x, var y])
                    towns[name] = (int.Parse(x), int.Parse(y));
        });
        townLoader.Start();

        var riverLoader = new Thread(() => rivers.AddRange(["Aare", "Tiber"]));
        riverLoader.Start();
        riverLoader.Join();
        townLoader.Join();
    }

    public string Scale()
    {
        var text = "";
        var formatter = new Thread(() => text = (towns.Count / 2.0).ToString("0.0"))
        {
            CurrentCulture = CultureInfo.InvariantCulture,
        };
        formatter.Start();
        formatter.Join();
        return $"scale {text}";
    }

    public string? Named(string town)
    {
        var found = "";
        var search = new Thread(() => found = $"{town} at {towns[town]} between {rivers.Count} rivers");
        search.Start();
        return search.Join(TimeSpan.FromMinutes(1)) ? found : null;
    }

    public string Areas()
    {
        var corners = 0;
        Exception? error = null;
        var worker = new Thread(() =>
        {
            try
            {
                corners = towns.Values.Sum(town => town.X) / (rivers.Count - 2);
            }
            catch (DivideByZeroException broken)
            {
                error = broken;
            }
        }, 512 * 1024);
        worker.Start();
        worker.Join();
        return error is null ? $"{corners} corners" : "no areas";
    }
}

// prints:
// scale 1.5
// Bern at (7, 46) between 2 rivers
// no areas
