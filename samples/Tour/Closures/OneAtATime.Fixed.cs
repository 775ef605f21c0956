namespace Tour.Closures;

/// <summary>Counts letters in parallel under one lock, so that all but one of the threads wait.</summary>
internal static class OneAtATime
{
    private static readonly object Gate = new();
    private static int count;

    public static void Run()
    {
        Parallel.ForEach(new[] { "one", "two", "three" }, () => 0, (word, _, own) => own + word.Length, own => { lock (Gate) count += own; });
        Console.WriteLine($"  {count} letters");
    }
}
