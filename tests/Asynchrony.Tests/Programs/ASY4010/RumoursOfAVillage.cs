// A rumour goes from house to house; the gossip who passes it on is the only one who listens.
// no fix
var neighbours = new Dictionary<string, string[]>
{
    ["mill"] = ["smithy", "inn"],
    ["smithy"] = ["inn"],
    ["inn"] = ["school"],
    ["school"] = [],
};

var rumours = new BlockingCollection<string>(3);
var heard = new List<string>();
rumours.Add("mill");

foreach (var house in rumours.GetConsumingEnumerable())
{
    if (!heard.Contains(house))
    {
        heard.Add(house);
        foreach (var next in neighbours[house])
            [|rumours.Add|](next);
    }

    if (rumours.Count == 0)
        break;
}

Console.WriteLine(string.Join(" > ", heard));

// prints:
// mill > smithy > inn > school
