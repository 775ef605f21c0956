// The one type behind the interface takes its lock; another keeps what is made for threads.
var press = new Press(new Catalogue());
press.Print(Enumerable.Range(1, 30).Select(number => $"title {number}").ToArray());
Console.WriteLine(press.Report());

interface ICatalogue
{
    int Count { get; }

    void Register(string title);
}

class Press(ICatalogue catalogue)
{
    private readonly Shelf shelf = new();

    public void Print(string[] titles) => Parallel.ForEach(titles, title =>
    {
        catalogue.Register(title);
        shelf.Put(title);
    });

    public string Report() => $"{catalogue.Count} {shelf.Count}";
}

class Catalogue : ICatalogue
{
    private readonly List<string> titles = [];

    public int Count
    {
        get
        {
            lock (titles)
                return titles.Count;
        }
    }

    public void Register(string title)
    {
        lock (titles)
            titles.Add(title);
    }
}

class Shelf
{
    private readonly Boards boards = new();

    public int Count => boards.Count;

    public void Put(string title) => boards.Lay(title);
}

class Boards
{
    private readonly ConcurrentDictionary<string, int> places = new();

    public int Count => places.Count;

    public void Lay(string title) => places[title] = title.Length;
}

// prints:
// 30 30
