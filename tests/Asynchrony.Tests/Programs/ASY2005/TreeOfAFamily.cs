// Ancestors are counted by a thread that a local function feeds; the table of names needs none of them.
using System.Text;

static class Genealogy
{
    private static readonly Dictionary<string, string[]> Parents = new()
    {
        ["Nora"] = ["Eva", "Karl"],
        ["Eva"] = ["Lina"],
        ["Karl"] = [],
        ["Lina"] = [],
    };

    private static int ancestors;

    private static void Main()
    {
        var counting = new Thread(() => Count("Nora"));
        counting.IsBackground = true;
        counting.Start();
        var lines = new StringBuilder();
        lines.Append("names:");
        [|counting.Join|](); /* needed in the last line */

        foreach (var name in Parents.Keys.Order())
            lines.Append(' ').Append(name.ToUpperInvariant());

        Console.WriteLine(lines);
        Console.WriteLine($"ancestors: {ancestors}");
    }

    private static void Count(string name)
    {
        foreach (var parent in Parents[name])
        {
            ancestors++;
            Count(parent);
        }
    }
}

// prints:
// names: EVA KARL LINA NORA
// ancestors: 3
