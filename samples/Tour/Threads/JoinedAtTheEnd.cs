namespace Tour.Threads;

/// <summary>Counts the words of a text on a thread and its letters on the caller, and joins when nothing is left to do: as it should be.</summary>
internal static class JoinedAtTheEnd
{
    public static void Run()
    {
        const string text = "the quick brown fox jumps over the lazy dog";
        var words = 0;
        var letters = 0;

        var counting = new Thread(() =>
        {
            foreach (var _ in text.Split(' '))
                words++;
        });
        counting.Start();

        foreach (var letter in text)
        {
            if (char.IsAsciiLetter(letter))
                letters++;
        }

        counting.Join();
        Console.WriteLine($"  {words} words, {letters} letters");
    }
}
