// The chain only reads what nobody changes meanwhile; the changes come before the loop and behind it.
var atlas = new Atlas();
atlas.Draw("oslo", 59);
atlas.Draw("rome", 41);
var found = new int[3];
Parallel.For(0, 3, at => found[at] = atlas.Find(new[] { "oslo", "rome", "bern" }[at]));
atlas.Draw("bern", 46);
Console.WriteLine($"{string.Join(' ', found)} {atlas.Find("bern")}");

class Atlas
{
    private readonly Sheet sheet = new();

    public void Draw(string city, int latitude) => sheet.Ink(city, latitude);

    public int Find(string city) => sheet.Look(city);
}

class Sheet
{
    private readonly Grid grid = new();

    public void Ink(string city, int latitude) => grid.Set(city, latitude);

    public int Look(string city) => grid.Get(city);
}

class Grid
{
    private readonly Dictionary<string, int> cities = [];

    public void Set(string city, int latitude) => cities[city] = latitude;

    public int Get(string city) => cities.GetValueOrDefault(city, -1);
}

// prints:
// 59 41 -1 46
