// Who calls down the chain holds the lock, or waits for the one before.
class Program
{
    static async Task Main()
    {
        var village = new Village();
        await village.Draw(["ida", "ole", "pia"]);
        Console.WriteLine(village.Drawn);
    }
}

class Village
{
    private readonly object rope = new();
    private readonly Well well = new();

    public string Drawn => well.Names;

    public async Task Draw(string[] people)
    {
        foreach (var person in people)
            await Task.Run(() => well.Lower(person));

        var drawing = new List<Task>();
        foreach (var person in people)
            drawing.Add(Task.Run(() =>
            {
                lock (rope)
                    well.Lower(person.ToUpperInvariant());
            }));
        await Task.WhenAll(drawing);
    }
}

class Well
{
    private readonly Pail pail = new();

    public string Names => pail.Names;

    public void Lower(string person) => pail.Fill(person);
}

class Pail
{
    private readonly Water water = new();

    public string Names => water.Names;

    public void Fill(string person) => water.Take(person);
}

class Water
{
    private readonly SortedSet<string> takers = new(StringComparer.Ordinal);

    public string Names => string.Join(' ', takers);

    public void Take(string person) => takers.Add(person);
}

// prints:
// IDA OLE PIA ida ole pia
