// The rows are written by a task, the summary by the caller; the table is closed behind whoever comes last, or so its author thought.
var folder = Directory.CreateTempSubdirectory("measurements");
try
{
    var export = new Export(folder.FullName);
    await export.Write("ice", [("2024-01-03", -4), ("2024-01-04", -7), ("2024-01-09", 2)]);
    await export.Write("sun", [("2024-07-01", 31)]);
    foreach (var file in folder.GetFiles().OrderBy(file => file.Name))
        Console.WriteLine($"{file.Name}: {string.Join(" ", File.ReadAllLines(file.FullName))}");
}
finally
{
    folder.Delete(recursive: true);
}

class Export(string folder)
{
    private readonly HashSet<string> written = [];

    public async Task Write(string name, (string Day, int Degrees)[] rows)
    {
        if (!written.Add(name))
            throw new InvalidOperationException($"{name} was written before");

        await using var table = new StreamWriter(Path.Combine(folder, name + ".csv"));
        var filling = Task.Run(() =>
        {
            foreach (var (day, degrees) in rows)
                [|table|].WriteLine($"{day};{degrees}");
        });

        // The summary is short, and most often written last.
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".txt"), Summary(rows));
    }

    private static string Summary((string Day, int Degrees)[] rows)
    {
        var coldest = rows.MinBy(row => row.Degrees);
        var frost = rows.Count(row => row.Degrees < 0);
        return $"{rows.Length} days, {frost} with frost, coldest {coldest.Day}";
    }
}

// prints:
// ice.csv: 2024-01-03;-4 2024-01-04;-7 2024-01-09;2
// ice.txt: 3 days, 2 with frost, coldest 2024-01-04
// sun.csv: 2024-07-01;31
// sun.txt: 1 days, 0 with frost, coldest 2024-07-01
