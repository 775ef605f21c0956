// The loop goes through a local, which is the very list that the thread fills.
class Program
{
    static void Main()
    {
        var report = new Report();
        Console.WriteLine(report.Build(["a", "bb", "ccc"]));
    }
}

class Report
{
    private readonly List<int> widths = [];

    public string Build(string[] cells)
    {
        var columns = widths;
        var measuring = new Thread(() =>
        {
            foreach (var cell in cells)
                widths.Add(cell.Length);
        });
        measuring.Start();
        var title = "widths";
        measuring.Join();

        var widest = 0;
        for (var column = 0; column < columns.Count; column++)
            widest = Math.Max(widest, columns[column]);
        return $"{title} {columns.Count}, {widest}";
    }
}

// prints:
// widths 3, 3
