namespace Tour.Threads;

/// <summary>Counts the words of a text beside the caller, who may find that nobody wants to know.</summary>
internal static class JoinedOnOnePath
{
    public static void Run() => Console.WriteLine($"  {Words("the quick brown fox", [])} words");

    private static int Words(string text, string[] readers)
    {
        var words = 0;
        var counting = new Thread(() => words = text.Split(' ').Length);
        counting.Start();
        if (readers.Length == 0)
        {
            counting.Join();
            return 0;
        }

        foreach (var reader in readers)
            Console.WriteLine($"  for {reader}");
        counting.Join();
        return words;
    }
}
