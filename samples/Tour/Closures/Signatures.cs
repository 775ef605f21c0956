namespace Tour.Closures;

/// <summary>Gathers the signatures of all letters in parallel.</summary>
internal static class Signatures
{
    public static void Run()
    {
        string[] letters = ["Dear reader; Anna", "Dear editor; Berta", "Dear Berta; Anna"];
        var signatures = new List<string>();
        var letterOf = new Dictionary<string, int>();

        Parallel.For(0, letters.Length, number =>
        {
            signatures.Add(SignatureOf(letters[number]));
            letterOf[letters[number]] = number;
        });

        signatures.Sort(StringComparer.Ordinal);
        Console.WriteLine($"  {string.Join(", ", signatures)} in {letterOf.Count} letters");
    }

    private static string SignatureOf(string letter) => letter.Split("; ")[1];
}
