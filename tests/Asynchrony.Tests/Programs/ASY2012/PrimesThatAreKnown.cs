// no fix
// also ASY1001
// The first primes are worked out by a task while the field gets its value, with a limit that is a field of the same type.
class Program
{
    static void Main() => Console.WriteLine(Primes.Known.Length);
}

class Primes
{
    private static readonly int Limit = int.Parse("50");

    public static readonly int[] Known = Task.Run(Find).[|Result|];

    private static int[] Find()
    {
        var found = new List<int>();
        for (var number = 2; number < Limit; number++)
            if (found.TrueForAll(prime => number % prime != 0))
                found.Add(number);
        return [.. found];
    }
}
