namespace Tour.Threads;

/// <summary>Reads its prices in a type initializer, on a thread that may not use the type until it is initialized.</summary>
internal static class WaitedForItself
{
    private static readonly Dictionary<string, int> Prices = new();

    static WaitedForItself()
    {
        var reading = new Thread(Read);
        reading.Start();
        Console.WriteLine("  reading");
        reading.Join();
    }

    public static void Run() => Console.WriteLine($"  {Prices.Count} prices");

    private static void Read()
    {
        foreach (var line in (string[])["apples 3", "pears 4"])
            Prices[line.Split(' ')[0]] = line.Length;
    }
}
