// The report of a crash is written on a background thread, so that the window stays alive. There is no window, and Main is over first.
class Program
{
    static void Main()
    {
        var parser = new Parser(new CrashReporter());
        foreach (var line in new[] { "width=3", "height=x", "depth=5" })
            parser.Read(line);
        Console.WriteLine($"{parser.Values.Count} settings");

        var report = new Thread(parser.Reporter.Write);
        report.IsBackground = true;
        report.Name = "crash report";
        [|report.Start|]();

        var total = 0;
        foreach (var (_, value) in parser.Values)
            total += value;
        Console.WriteLine($"total {total}");
    }
}

class Parser(CrashReporter reporter)
{
    public Dictionary<string, int> Values { get; } = [];
    public CrashReporter Reporter => reporter;

    public void Read(string line)
    {
        var (name, text) = (line.Split('=')[0], line.Split('=')[1]);
        try
        {
            Values.Add(name, int.Parse(text));
        }
        catch (FormatException)
        {
            reporter.Remember($"{name} is no number: {text}");
        }
    }
}

class CrashReporter
{
    private readonly List<string> crashes = [];

    public void Remember(string crash) => crashes.Add(crash);

    public void Write()
    {
        var file = Path.GetTempFileName();
        for (var number = 0; number < crashes.Count; number++)
            File.AppendAllText(file, $"{number + 1}. {crashes[number]}{Environment.NewLine}");
        File.Delete(file);
    }
}

// prints:
// 2 settings
// total 8
