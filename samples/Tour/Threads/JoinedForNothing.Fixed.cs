namespace Tour.Threads;

/// <summary>Prints the report of the week, and after it the line that closes it.</summary>
internal static class JoinedForNothing
{
    public static void Run()
    {
        PrintReport();
        Console.WriteLine("  end of report");
    }

    private static void PrintReport()
    {
        int[] sales = [965, 1210, 780];

        for (var day = 0; day < sales.Length; day++)
            Console.WriteLine($"  day {day + 1}: {sales[day]}");
    }
}
