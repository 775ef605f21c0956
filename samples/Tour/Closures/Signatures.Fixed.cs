namespace Tour.Closures;

/// <summary>Gathers the signatures of all letters in parallel.</summary>
internal static class Signatures
{
    public static void Run()
    {
        string[] letters = ["Dear reader; Anna", "Dear editor; Berta", "Dear Berta; Anna"];
        var signatures = new List<string>();
        var signaturesGate = new object();
        var letterOf = new Dictionary<string, int>();
        var letterOfGate = new object();

        Parallel.For(0, letters.Length, number =>
        {
            var result = SignatureOf(letters[number]);
            lock (signaturesGate)
            {
                signatures.Add(result);
            }
            lock (letterOfGate)
            {
                letterOf[letters[number]] = number;
            }
        });

        signatures.Sort(StringComparer.Ordinal);
        Console.WriteLine($"  {string.Join(", ", signatures)} in {letterOf.Count} letters");
    }

    private static string SignatureOf(string letter) => letter.Split("; ")[1];
}
