namespace Tour.Closures;

/// <summary>Adds up the postage of all parcels in parallel, and finds the dearest one.</summary>
internal static class Postage
{
    public static void Run()
    {
        double[] weights = [0.5, 2.5, 4, 1];
        var postage = 0.0;
        var postageGate = new object();
        Parallel.ForEach(weights, () => 0.0, (weight, _, own) =>
        {
            // Light parcels go as letters.
            if (weight < 1)
                return own;

            own += 3 + weight / 2;
            return own;
        }, own => { lock (postageGate) postage += own; });

        var dearest = 0.0;
        var dearestGate = new object();
        Parallel.ForEach(weights, () => double.NegativeInfinity, (weight, _, own) => Math.Max(3 + weight / 2, own), own => { lock (dearestGate) dearest = Math.Max(dearest, own); });
        Console.WriteLine(FormattableString.Invariant($"  {postage} in all, {dearest} for the dearest"));
    }
}
