// A diary is written by a thread of its own; who closes the diary waits for the last entry.
using (var diary = new Diary())
{
    diary.Note("up at six");
    diary.Note("rain");
    diary.Note("to bed at ten");
}

Console.WriteLine("closed");

sealed class Diary : IDisposable
{
    private readonly BlockingCollection<string> entries = new();
    private readonly Thread writing;

    public Diary()
    {
        writing = new Thread(Write);
        writing.Start();
    }

    public void Note(string text) => entries.Add(text);

    public void Dispose()
    {
        entries.CompleteAdding();
        writing.Join();
        entries.Dispose();
    }

    private void Write()
    {
        foreach (var entry in entries.GetConsumingEnumerable())
            Console.WriteLine(entry);
    }
}

// prints:
// up at six
// rain
// to bed at ten
// closed
