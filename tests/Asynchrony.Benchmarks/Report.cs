using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Asynchrony.Benchmarks;

/// <summary>The figures as a table of Markdown, for the console and for a page.</summary>
internal static class Report
{
    public static string Of(string name, int lines, IReadOnlyList<Case> cases)
    {
        var (table, first) = (new StringBuilder(), cases[0]);
        table.Append(CultureInfo.InvariantCulture, $"\n**{name}**\n\n| What runs | Lines | Allocated, MB | × base | CPU, ms | × base | ms per 1000 lines |\n| - | -: | -: | -: | -: | -: | -: |\n");

        foreach (var one in cases)
            table.Append(CultureInfo.InvariantCulture, $"| {one.Name} | {lines:N0} | {one.Allocated / 1e6:F1} | {(double)one.Allocated / first.Allocated:F3} | {one.Cpu:F0} | {one.Cpu / first.Cpu:F2} | {one.Cpu * 1000 / lines:F1} |\n");

        return table.ToString();
    }

    /// <summary>Puts the tables between the marks of a page.</summary>
    public static void Write(string file, string mark, string tables) =>
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), $"(?<=<!-- {mark} -->\n).*?(?=<!-- /{mark} -->)", tables.Replace("$", "$$") + "\n", RegexOptions.Singleline));
}
