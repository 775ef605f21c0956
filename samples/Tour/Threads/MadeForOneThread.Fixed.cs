namespace Tour.Threads;

/// <summary>Throws dice that only one thread has.</summary>
internal static class MadeForOneThread
{
    [ThreadStatic]
    private static Random? random;

    public static void Run() => Console.WriteLine(Throw() is >= 1 and <= 6 ? "  thrown" : "  lost");

    private static int Throw() => (random ??= new Random()).Next(6) + 1;
}
