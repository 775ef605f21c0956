namespace Tour.Threads;

/// <summary>Adds up the sales on a thread and counts the stock on the caller.</summary>
internal static class JoinedAtOnce
{
    public static void Run()
    {
        int[] sales = [120, 340, 95, 410];
        int[] shelves = [12, 7, 31];
        var sold = 0;
        var stock = 0;

        var adding = new Thread(() =>
        {
            foreach (var sale in sales)
                sold += sale;
        });
        adding.Start();

        foreach (var shelf in shelves)
            stock += shelf;
        adding.Join();

        Console.WriteLine($"  sold for {sold}, {stock} pieces left");
    }
}
