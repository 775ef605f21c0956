// The book is only read again when the checker says that it has come to the end, and its report is an argument of a later call.
class Program
{
    static int Main(string[] args)
    {
        var chapter = new Chapter("It was a drak and stormy nigth");
        var checker = new SpellChecker(["it", "was", "a", "dark", "and", "stormy", "night"]);
        chapter.CheckWith(checker);
        chapter.Print();
        return args.Length;
    }
}

class SpellChecker(HashSet<string> words)
{
    public event Action<string>? Unknown;

    public int Checked { get; private set; }

    public void Check(string text, AutoResetEvent done)
    {
        foreach (var word in text.Split(' '))
        {
            if (!words.Contains(word.ToLowerInvariant()))
                Unknown?.Invoke(word);
            Checked++;
        }
        done.Set();
    }
}

class Chapter(string text)
{
    private readonly List<string> unknown = [];
    private string summary = "";

    public void CheckWith(SpellChecker checker)
    {
        checker.Unknown += unknown.Add;
        using var done = new AutoResetEvent(false);

        var thread = new Thread(() => checker.Check(text, done));
        thread.Start();
        var letters = text.Count(char.IsLetter);

        done.WaitOne();
        summary = $"{checker.Checked} words with {letters} letters";
        thread.Join();
        checker.Unknown -= unknown.Add;
    }

    public void Print()
    {
        Console.WriteLine(summary);
        foreach (var word in unknown)
            Console.WriteLine($"unknown: {word}");
    }
}

// prints:
// 7 words with 24 letters
// unknown: drak
// unknown: nigth
