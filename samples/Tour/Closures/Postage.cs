namespace Tour.Closures;

/// <summary>Adds up the postage of all parcels in parallel, and finds the dearest one.</summary>
internal static class Postage
{
    public static void Run()
    {
        double[] weights = [0.5, 2.5, 4, 1];
        var postage = 0.0;
        Parallel.ForEach(weights, weight =>
        {
            // Light parcels go as letters.
            if (weight < 1)
                return;

            postage += 3 + weight / 2;
        });

        var dearest = 0.0;
        Parallel.ForEach(weights, weight => dearest = Math.Max(3 + weight / 2, dearest));
        Console.WriteLine(FormattableString.Invariant($"  {postage} in all, {dearest} for the dearest"));
    }
}
