namespace Tour.Threads;

/// <summary>Counts prices in a type initializer, by a thread that comes back to the type through another one.</summary>
internal static class WaitedForThroughAnother
{
    private static readonly List<string> Prices = [];

    static WaitedForThroughAnother()
    {
        Console.WriteLine("  reading");
        Catalogue.Read();
    }

    public static void Run() => Console.WriteLine($"  {Prices.Count} prices");

    internal static void Add(string price) => Prices.Add(price);
}

/// <summary>What the thread reads from.</summary>
internal static class Catalogue
{
    public static void Read()
    {
        foreach (var price in (string[])["apples 3", "pears 4"])
            Put(price);
    }

    private static void Put(string price) => WaitedForThroughAnother.Add(price);
}
