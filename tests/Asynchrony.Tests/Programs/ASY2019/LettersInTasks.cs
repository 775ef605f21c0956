// Letters are written by tasks: what they throw comes out where they are awaited.
class Program
{
    static async Task Main()
    {
        var letters = new[] { "dear ada", "", "dear cyd" };
        var written = letters.Select(letter => Task.Run(() => Write(letter))).ToList();
        foreach (var letter in written)
        {
            try
            {
                Console.WriteLine(await letter);
            }
            catch (InvalidDataException e)
            {
                Console.WriteLine(e.Message);
            }
        }
    }

    private static string Write(string letter) => letter.Length > 0 ? $"{letter}, yours" : throw new InvalidDataException("an empty letter");
}

// prints:
// dear ada, yours
// an empty letter
// dear cyd, yours
