// A report reads its template from a file while a thread adds up the orders; only the last line needs both.
var folder = Directory.CreateTempSubdirectory("report").FullName;
var path = Path.Combine(folder, "template.txt");
File.WriteAllText(path, "Total: {0}");

var report = new Report([12.5m, 7.25m, 30m]);
Console.WriteLine(report.Print(path));
Directory.Delete(folder, recursive: true);

class Report
{
    private readonly decimal[] orders;
    private decimal total;

    public Report(decimal[] orders) => this.orders = orders;

    public string Print(string path)
    {
        var adder = new Thread(AddUp);
        adder.Start();

        var title = "Orders of today";
        [|adder.Join|](); // the total is needed below

        // {0} is the total.
        var template = File.ReadAllText(path);
        var line = new string('-', title.Length);

        return string.Join("\n", title, line, string.Format(System.Globalization.CultureInfo.InvariantCulture, template, total));
    }

    private void AddUp()
    {
        foreach (var order in orders)
            total += order;
    }
}

// prints:
// Orders of today
// ---------------
// Total: 49.75
