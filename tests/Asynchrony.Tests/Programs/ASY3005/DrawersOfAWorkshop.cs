// Drawers are handed out by number, tools by the thread, and what a run makes of its element is the run's until it returns it.
using System.Text;

using var workshop = new Workshop(drawers: 5);
workshop.Tidy();
Console.WriteLine(workshop.Labels());

sealed class Workshop(int drawers) : IDisposable
{
    private readonly ThreadLocal<List<string>> hands = new(() => [], trackAllValues: true);
    private readonly List<string>[] content = [.. Enumerable.Range(0, drawers).Select(_ => new List<string>())];

    public void Tidy()
    {
        Parallel.For(0, drawers, drawer =>
        {
            var own = content[drawer];
            own.Add($"saw {drawer}");
            own.Add($"nail {drawer}");
            hands.Value!.Add(own[0]);
        });
    }

    public void Dispose() => hands.Dispose();

    public string Labels()
    {
        var labels = content.AsParallel().AsOrdered().Select(drawer =>
        {
            var label = new StringBuilder();
            foreach (var tool in drawer)
                label.Append(tool[0]);
            return label.ToString();
        }).ToList();
        labels.Add(hands.Values.Sum(hand => hand.Count).ToString());
        return string.Join(',', labels);
    }
}

// prints:
// sn,sn,sn,sn,sn,5
