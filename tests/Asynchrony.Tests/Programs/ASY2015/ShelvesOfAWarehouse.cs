// A robot waits by looking at the loading flag every few milliseconds, though the flag is an event that can be waited for.
class Program
{
    static void Main()
    {
        var warehouse = new Warehouse();
        var shelves = warehouse.Stock(["nuts", "bolts", "gears"]);
        Console.WriteLine($"{shelves} shelves are full");
    }
}

class Warehouse
{
    private readonly List<string> shelves = [];

    public int Stock(string[] goods)
    {
        using var loaded = new ManualResetEventSlim();
        var robot = new Thread(() =>
        {
            shelves.AddRange(goods);
            loaded.Set();
        }) { IsBackground = true };
        robot.Start();
        Console.WriteLine("loading");
        while (!loaded.IsSet)
            [|Thread.Sleep|](5);
        return shelves.Count;
    }
}

// prints:
// loading
// 3 shelves are full
