// An importer gives its parser half a minute, and then saves whatever has been parsed, even half a file.
class Program
{
    static void Main()
    {
        var importer = new Importer();
        Console.WriteLine($"{importer.Run("a;1\nb;2\nc;3")} rows saved");
    }
}

class Importer
{
    private int rows;

    public int Run(string file)
    {
        var parsing = Task.Run(() =>
        {
            foreach (var line in file.Split('\n'))
            {
                if (line.Contains(';'))
                    rows++;
            }
        });
        Console.WriteLine("parsing");
        [|parsing.Wait|](TimeSpan.FromSeconds(30));
        return rows;
    }
}

// also ASY1001
// prints:
// parsing
// 3 rows saved
