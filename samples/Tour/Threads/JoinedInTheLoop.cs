namespace Tour.Threads;

/// <summary>Adds up the lengths of texts, each on a thread of its own.</summary>
internal static class JoinedInTheLoop
{
    public static void Run() => Console.WriteLine($"  {Measure(["the", "quick", "brown", "fox"])} letters");

    private static long Measure(string[] words)
    {
        var letters = 0L;
        foreach (var word in words)
        {
            var counting = new Thread(() => Interlocked.Add(ref letters, word.Length));
            counting.Start();
            counting.Join();
        }
        return letters;
    }
}
