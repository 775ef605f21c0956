namespace Tour.Threads;

/// <summary>Counts the words of a text beside the caller, who finds that nobody wants to know and says so by an exception.</summary>
internal static class ThrownOnTheWay
{
    public static void Run()
    {
        try
        {
            Console.WriteLine($"  {Words("the quick brown fox", [])} words");
        }
        catch (ArgumentException problem)
        {
            Console.WriteLine($"  {problem.Message}");
        }
    }

    private static int Words(string text, string[] readers)
    {
        var words = 0;
        var counting = new Thread(() => words = text.Split(' ').Length);
        counting.Start();
        if (readers.Length == 0)
        {
            counting.Join();
            throw new ArgumentException("there are no readers");
        }

        foreach (var reader in readers)
            Console.WriteLine($"  for {reader}");
        counting.Join();
        return words;
    }
}
