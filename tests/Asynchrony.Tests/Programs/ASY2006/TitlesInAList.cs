// no fix
// The lock is there for many threads, and only one runs at a time; but the list keeps the order of the books, which a rewrite would lose.
var catalogue = new Catalogue();
catalogue.Load(["dune", "emma", "ulysses"]);
Console.WriteLine(string.Join(", ", catalogue.Titles));

class Catalogue
{
    private readonly object gate = new();
    private readonly List<string> titles = new();

    public IReadOnlyList<string> Titles => titles;

    public void Load(string[] books)
    {
        for (int i = 0; i < books.Length; i++)
        {
            var task = Task.Run(() =>
            {
                var title = char.ToUpper(books[i][0]) + books[i].Substring(1);
                lock (gate)
                    titles.Add(title);
            });
            [|task.Wait|]();
        }
    }
}

// prints:
// Dune, Emma, Ulysses
