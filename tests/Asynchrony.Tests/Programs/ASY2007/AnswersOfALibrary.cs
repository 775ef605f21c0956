// The answers come from a callback that tells by an event when the last one is there.
class Program
{
    static void Main()
    {
        var library = new Library();
        var desk = new Desk(library);
        foreach (var title in desk.Search("sea"))
            Console.WriteLine(title);
    }
}

class Library
{
    private static readonly string[] Titles = ["The Sea", "Moby", "By the sea"];

    public void Find(string word, Action<string?> found) => ThreadPool.QueueUserWorkItem(_ =>
    {
        foreach (var title in Titles)
            if (title.Contains(word, StringComparison.OrdinalIgnoreCase))
                found(title);
        found(null);
    });
}

class Desk(Library library)
{
    public List<string> Search(string word)
    {
        var titles = new List<string>();
        using var done = new ManualResetEventSlim();
        library.Find(word, title =>
        {
            if (title is null)
                return;
            titles.Add(title);
            if (titles.Count == 2)
                done.Set();
        });
        [|done.Wait|](TimeSpan.FromMinutes(1));
        titles.Sort(StringComparer.Ordinal);
        return titles;
    }
}

// prints:
// By the sea
// The Sea
