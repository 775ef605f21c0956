// A queue of ranges is searched for primes: every range by a thread, into a bag that many may fill.
static class Program
{
    private static readonly ConcurrentBag<int> Primes = new();

    static void Main()
    {
        var ranges = new Queue<(int From, int To)>();
        for (var from = 0; from < 100; from += 25)
            ranges.Enqueue((from, from + 25));

        while (ranges.TryDequeue(out var range))
        {
            var (from, to) = range;
            var searcher = new Thread(() => Search(from, to));
            searcher.Start();
            [|searcher.Join|]();
        }

        Console.WriteLine(string.Join(" ", Primes.OrderBy(prime => prime)));
    }

    private static void Search(int from, int to)
    {
        for (var number = from; number < to; number++)
            if (IsPrime(number))
                Primes.Add(number);
    }

    private static bool IsPrime(int number)
    {
        if (number < 2)
            return false;
        for (var divisor = 2; divisor * divisor <= number; divisor++)
            if (number % divisor == 0)
                return false;
        return true;
    }
}

// prints:
// 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97
