namespace Tour.Threads;

/// <summary>Waits for a text to arrive and counts its letters off the caller's thread.</summary>
internal static class JoinedInAsync
{
    public static async Task Run()
    {
        var text = await Arrival();
        var counts = new int[26];

        await Task.Run(() => Count(text, counts));

        Console.WriteLine($"  {counts.Sum()} letters, {counts.Max()} times the most frequent one");
    }

    private static async Task<string> Arrival()
    {
        await Task.Delay(20);
        return "the quick brown fox jumps over the lazy dog";
    }

    private static void Count(string text, int[] counts)
    {
        foreach (var letter in text.Where(char.IsAsciiLetterLower))
            counts[letter - 'a']++;
    }
}
