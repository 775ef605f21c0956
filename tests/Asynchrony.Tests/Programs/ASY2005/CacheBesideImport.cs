// An import fills a table in a task of its own; the cache of the caller is warmed up after the wait, though it holds nothing of the table.
class Import
{
    private readonly List<string> table = [];

    static void Main() => new Import().Run(["b", "a", "c"]);

    private void Run(string[] rows)
    {
        var import = Task.Factory.StartNew(() => Fill(rows), TaskCreationOptions.LongRunning);
        Console.WriteLine("importing");
        import.GetAwaiter().[|GetResult|]();
        var cache = new Dictionary<int, int>();
        for (var i = 0; i < 4; i++)
            cache[i] = i * i;
        Console.WriteLine($"{table.Count} rows, first {table[0]}");
        Console.WriteLine($"{cache.Count} squares, last {cache[3]}");
    }

    private void Fill(string[] rows)
    {
        foreach (var row in rows)
            table.Add(row);
        table.Sort();
    }
}

// prints:
// importing
// 3 rows, first a
// 4 squares, last 9
