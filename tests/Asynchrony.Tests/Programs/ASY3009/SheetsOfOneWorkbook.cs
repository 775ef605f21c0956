// Sheets are opened under the lock of their workbook, so a factory runs once; and what loses is told from what is kept.
var workbook = new Workbook();
Parallel.For(0, 6, i => workbook.Sheet("sheet" + i % 2).Append(1));
Console.WriteLine($"{workbook.Count} {workbook.Sheet("sheet0").Cells + workbook.Sheet("sheet1").Cells}");
Console.WriteLine(workbook.Extra("notes").Cells);

sealed class Sheet(string name) : IDisposable
{
    private readonly Stream file = File.Create(Path.Combine(Path.GetTempPath(), $"{name}{Guid.NewGuid()}"), 1, FileOptions.DeleteOnClose);
    private int cells;

    public int Cells => Volatile.Read(ref cells);

    public void Append(int count) => Interlocked.Add(ref cells, count);

    public void Dispose() => file.Dispose();
}

sealed class Workbook
{
    private readonly object gate = new();
    private readonly ConcurrentDictionary<string, Sheet> sheets = new();

    public int Count => sheets.Count;

    public Sheet Sheet(string name)
    {
        lock (gate)
            return sheets.GetOrAdd(name, key => new Sheet(key));
    }

    public Sheet Extra(string name)
    {
        var made = new Sheet(name);
        var kept = sheets.GetOrAdd(name, made);
        if (kept != made)
            made.Dispose();
        return kept;
    }
}

// prints:
// 2 6
// 0
