// The base camp draws before it sends somebody, and again when he is back; who goes in the meantime looks at what nobody changes.
var camp = new Camp();
camp.Explore(["ridge", "lake", "cave"]);

class Camp
{
    private readonly List<string> drawn = [];
    private readonly Dictionary<string, int> heights = new() { ["ridge"] = 900, ["lake"] = 300, ["cave"] = 150 };

    public void Explore(string[] places)
    {
        foreach (var place in places)
        {
            drawn.Add(place);
            var scout = new Thread(() => drawn.Add($"{place} at {heights[place]}"));
            scout.Start();
            scout.Join();
            drawn.Add("-");
        }

        var climbed = new int[places.Length];
        Parallel.For(0, places.Length, place =>
        {
            if (heights.TryGetValue(places[place], out var height))
                climbed[place] = height / 10;
        });

        heights["camp"] = climbed.Max();
        Console.WriteLine(string.Join(", ", drawn));
        Console.WriteLine($"{heights.Count} heights, {heights["camp"]}");
    }
}

// prints:
// ridge, ridge at 900, -, lake, lake at 300, -, cave, cave at 150, -
// 4 heights, 90
