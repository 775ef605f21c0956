// A scanner keeps a buffer for each of its threads; only the first thread of the process ever has one.
class Program
{
    static void Main()
    {
        var scanner = new Scanner();
        var pages = new int[3];
        var workers = new List<Thread>();
        for (var i = 0; i < pages.Length; i++)
        {
            var page = i;
            var worker = new Thread(() => pages[page] = scanner.Scan($"page {page}"));
            worker.Start();
            workers.Add(worker);
        }

        foreach (var worker in workers)
            worker.Join();
        Console.WriteLine(string.Join(" ", pages));
    }
}

class Scanner
{
    [ThreadStatic]
    private static List<char> [|buffer|] = new();

    public int Scan(string text)
    {
        buffer.Clear();
        buffer.AddRange(text);
        return buffer.Count;
    }
}

// prints:
// 6 6 6
