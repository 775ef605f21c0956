// A catalogue is checked beside an index that a thread makes, and the check throws before it is joined.
var library = new Library();
Console.WriteLine(library.Index(["Emma", "Dune"]));
try
{
    library.Index([]);
}
catch (ArgumentException problem)
{
    Console.WriteLine($"{problem.Message} {library.Indexed}");
}

class Library
{
    public int Indexed { get; private set; }

    public string Index(string[] titles)
    {
        var indexing = new Thread(() =>
        {
            foreach (var title in titles)
                Indexed += title.Length;
        });
        indexing.Start();

        if (titles.Length == 0)
            [|throw|] new ArgumentException("no titles");

        Console.WriteLine($"{titles.Length} titles");
        indexing.Join();
        return $"{Indexed} letters";
    }
}

// prints:
// 2 titles
// 8 letters
// no titles 8
