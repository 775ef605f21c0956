// The one type behind the interface never changes a collection: it makes another, and puts it in the place of the old one.
using System.Collections.Immutable;

var survey = new Survey(new Atlas());
survey.Run(["bay", "cape", "dune"]);
Console.WriteLine(survey.Places);

interface IAtlas
{
    string Places { get; }

    void Draw(string place);
}

class Survey(IAtlas atlas)
{
    private readonly IAtlas atlas = atlas;

    public string Places => atlas.Places;

    public void Run(string[] places) => Parallel.ForEach(places, place => atlas.Draw(place));
}

class Atlas : IAtlas
{
    private ImmutableSortedSet<string> places = ImmutableSortedSet<string>.Empty;

    public string Places => string.Join(' ', places);

    public void Draw(string place) => ImmutableInterlocked.Update(ref places, static (all, one) => all.Add(one), place);
}

// prints:
// bay cape dune
