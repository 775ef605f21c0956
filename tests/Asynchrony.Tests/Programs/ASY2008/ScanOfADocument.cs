// The priority is set when the scanner has done its work: that throws.
class Program
{
    static void Main()
    {
        var scanner = new Scanner();
        foreach (var line in scanner.Scan(["a", "b"]))
            Console.WriteLine(line);
    }
}

class Scanner
{
    public List<string> Scan(string[] pages)
    {
        var lines = new List<string>();
        var worker = new Thread(() =>
        {
            foreach (var page in pages)
                lines.Add($"scanned {page}");
        });
        worker.Start();
        Console.WriteLine("scanning");
        worker.Join();
        [|worker.Priority = ThreadPriority.BelowNormal|];
        return lines;
    }
}

// prints:
// scanning
// scanned a
// scanned b
