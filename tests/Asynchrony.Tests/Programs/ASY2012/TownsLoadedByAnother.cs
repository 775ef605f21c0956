// The thread fills a list that it is given, with the help of another type; of the type that is being made it touches nothing.
class Program
{
    static void Main() => Console.WriteLine(string.Join(" ", Towns.All));
}

static class Towns
{
    public static readonly List<string> All = [];

    static Towns()
    {
        var names = new List<string>();
        var loading = new Thread(() => Gazetteer.Load(names));
        loading.Start();
        All.Add("Home");
        loading.Join();
        All.AddRange(names);
    }
}

static class Gazetteer
{
    public static void Load(List<string> names)
    {
        foreach (var name in "Bern,Oslo".Split(','))
            names.Add(name);
    }
}

// prints:
// Home Bern Oslo
