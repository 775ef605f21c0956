// Each step changes the folder of the whole process and reads from there: two steps at once would read in each other's folder.
class Program
{
    static void Main()
    {
        var build = new Build();
        foreach (var name in new[] { "core", "tools" })
        {
            Directory.CreateDirectory(name);
            File.WriteAllText(Path.Combine(name, "size.txt"), $"{name.Length}");
        }

        var root = Directory.GetCurrentDirectory();
        Console.WriteLine(build.Measure([Path.Combine(root, "core"), Path.Combine(root, "tools")]));
        Directory.SetCurrentDirectory(root);
    }
}

class Build
{
    public string Measure(string[] folders)
    {
        var sizes = new int[folders.Length];
        for (var step = 0; step < folders.Length; step++)
        {
            var worker = new Thread(() =>
            {
                Directory.SetCurrentDirectory(folders[step]);
                sizes[step] = int.Parse(File.ReadAllText("size.txt"));
            });
            worker.Start();
            worker.Join();
        }

        return string.Join("+", sizes);
    }
}

// prints:
// 4+5
