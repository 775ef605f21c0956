// One lock for the whole type, and a sum of the taxes of each house, with options and a range of longs.
Console.WriteLine(TaxOffice.Collect(1000L));

static class TaxOffice
{
    private static readonly object Till = new();

    public static long Collect(long houses)
    {
        var sum = 0L;
        Parallel.For(1L, houses + 1, new ParallelOptions { MaxDegreeOfParallelism = 4 }, house =>
        {
            lock ([|Till|])
                sum += Tax(house);
        });
        return sum;
    }

    private static long Tax(long house) => house % 2 == 0 ? 10 : 5 + house % 3;
}

// prints:
// 7999
