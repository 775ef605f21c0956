namespace Tour.Threads;

/// <summary>Adds up the sales of the day on a thread while the caller prints the receipts.</summary>
internal static class NeverStarted
{
    private static readonly int[] Sales = [120, 340, 95, 410];

    public static void Run()
    {
        var total = 0;
        var adding = new Thread(() => total = Sales.Sum());

        foreach (var sale in Sales)
            Console.WriteLine($"  sold for {sale}");

        adding.Join();
        Console.WriteLine($"  in total {total}");
    }
}
