// Two threads sum up a half each; the median of the whole needs neither.
static class Statistics
{
    private static readonly int[] Samples = [9, 4, 7, 1, 8, 2, 6, 3, 5];

    static void Main()
    {
        long lower = 0, upper = 0;
        var middle = Samples.Length / 2;
        var first = new Thread(() => lower = Sum(0, middle)) { Name = "lower half" };
        var second = new Thread(() => upper = Sum(middle, Samples.Length)) { Name = "upper half" };
        first.Start();
        second.Start();

        [|first.Join|]();
        [|second.Join|]();

        var median = Median();

        Console.WriteLine($"sum {lower + upper}");
        Console.WriteLine($"median {median}");
    }

    private static long Sum(int from, int to)
    {
        var sum = 0L;
        for (var i = from; i < to; i++)
            sum += Samples[i];
        return sum;
    }

    private static int Median()
    {
        var sorted = new int[Samples.Length];
        Array.Copy(Samples, sorted, Samples.Length);
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}

// prints:
// sum 45
// median 5
