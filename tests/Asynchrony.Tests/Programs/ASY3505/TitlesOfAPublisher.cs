// no fix
// The catalogue is known by its interface; the one type behind it keeps a list that knows nothing of threads.
var press = new Press(new Catalogue());
press.Print(["dawn", "noon", "dusk"]);

interface ICatalogue
{
    void Register(string title);
}

class Press(ICatalogue catalogue)
{
    private readonly ICatalogue catalogue = catalogue;

    public void Print(string[] titles) => Parallel.ForEach(titles, title =>
    {
        var proof = title.ToUpperInvariant();
        [|catalogue.Register|](proof);
    });
}

class Catalogue : ICatalogue
{
    private readonly List<string> titles = [];

    public void Register(string title)
    {
        Console.WriteLine(title);
        titles.Add(title);
    }
}
