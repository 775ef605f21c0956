// no fix
// The body leaves by a return in its middle; in the place of the thread that would leave the caller.
Func<string, string> locate = name =>
{
    var shelf = -1;
    var search = new Thread(() =>
    {
        for (var row = 0; row < Library.Shelves.Length; row++)
            if (Library.Shelves[row].Contains(name))
            {
                shelf = row;
                return;
            }

        Library.Missing.Add(name);
    });
    search.Start();
    [|search.Join|]();
    return shelf < 0 ? $"{name}: ordered" : $"{name}: shelf {shelf}";
};

Console.WriteLine(locate("Emma"));
Console.WriteLine(locate("Dune"));
Console.WriteLine(Library.Missing.Count);

static class Library
{
    public static readonly string[][] Shelves = [["Faust"], ["Emma", "Persuasion"]];
    public static readonly List<string> Missing = [];
}

// prints:
// Emma: shelf 1
// Dune: ordered
// 1
