// The thread sets a variable of the environment, and what is read behind the join depends on that: not through memory, but all the same.
class Program
{
    static void Main()
    {
        var loader = new Loader();
        Console.WriteLine(loader.Load(["COLOUR=red", "SIZE=7"]));
    }
}

class Loader
{
    public string Load(string[] settings)
    {
        var setting = new Thread(() =>
        {
            foreach (var line in settings)
                Environment.SetEnvironmentVariable("SHOP_" + line.Split('=')[0], line.Split('=')[1]);
        });
        setting.Start();
        var found = new List<string>();
        setting.Join();

        foreach (var name in new[] { "COLOUR", "SIZE" })
            found.Add(Environment.GetEnvironmentVariable("SHOP_" + name) ?? "?");
        return string.Join(" ", found);
    }
}

// prints:
// red 7
