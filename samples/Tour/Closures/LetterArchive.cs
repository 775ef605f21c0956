namespace Tour.Closures;

/// <summary>Files all letters in parallel in an archive that is known by its interface; the only one there keeps them in a list without a lock.</summary>
internal sealed class LetterArchive(LetterArchive.IArchive archive)
{
    internal interface IArchive
    {
        int Count { get; }

        void Put(string letter);
    }

    public static void Run() => new LetterArchive(new Archive()).PutAll(["Dear reader", "Dear editor", "To whom it may concern"]);

    private void PutAll(string[] letters)
    {
        Parallel.ForEach(letters, letter => archive.Put(letter));
        Console.WriteLine($"  {archive.Count} filed");
    }

    private sealed class Archive : IArchive
    {
        private readonly List<string> _letters = [];

        public int Count => _letters.Count;

        public void Put(string letter)
        {
            _letters.Add(letter.ToUpperInvariant());
        }
    }
}
