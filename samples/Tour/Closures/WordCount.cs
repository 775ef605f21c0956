namespace Tour.Closures;

/// <summary>Counts the words of all letters in parallel.</summary>
internal static class WordCount
{
    public static void Run()
    {
        string[] letters = ["Dear reader", "Dear editor, thank you", "To whom it may concern"];
        var words = 0;
        Parallel.ForEach(letters, letter =>
        {
            if (letter.StartsWith("Dear", StringComparison.Ordinal))
                words += letter.Split(' ').Length;
        });
        Console.WriteLine($"  {words} words");
    }
}
