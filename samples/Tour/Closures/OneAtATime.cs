namespace Tour.Closures;

/// <summary>Counts letters in parallel under one lock, so that all but one of the threads wait.</summary>
internal static class OneAtATime
{
    private static readonly object Gate = new();
    private static int count;

    public static void Run()
    {
        Parallel.ForEach(new[] { "one", "two", "three" }, word =>
        {
            lock (Gate)
                count += word.Length;
        });
        Console.WriteLine($"  {count} letters");
    }
}
