namespace Tour.Closures;

/// <summary>Adds up the prices of all stamps in a parallel query.</summary>
internal static class Stamps
{
    public static void Run()
    {
        decimal[] prices = [0.85m, 1.10m, 1.60m];
        var sum = 0m;
        sum += prices.AsParallel().Sum(price => price * 2);
        Console.WriteLine(FormattableString.Invariant($"  {sum} for two of each"));
    }
}
