using System.Text.RegularExpressions;

namespace Asynchrony.Tests.Repository;

/// <summary>
/// Layers point downwards: families → Flow → Framework → Knowledge. No family uses another. The namespace is the folder. What lies above
/// all folders, the list of the rules and their groups, knows everything.
/// </summary>
public sealed partial class LayerTests
{
    private static readonly string[] Layers = ["Knowledge", "Framework", "Flow"];

    public static TheoryData<string> Files
    {
        get
        {
            var root = RepositoryTests.PathOf("src");
            return [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Where(file => !file.EndsWith("Polyfills.cs", StringComparison.Ordinal)).Order()];
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Uses_only_what_lies_below(string file)
    {
        var text = File.ReadAllText(RepositoryTests.PathOf("src", file));
        var parts = file.Split(Path.DirectorySeparatorChar);
        var own = string.Join('.', parts[..^1]);
        Assert.Matches($@"(?m)^namespace {Regex.Escape(own)};", text);

        foreach (Match use in Use().Matches(text))
            Assert.True(parts.Length == 2 || IsAllowed(parts[0], parts[1], use.Groups[1].Value, use.Groups[2].Value), $"{file} must not use {use.Value}");
    }

    private static bool IsAllowed(string project, string from, string usedProject, string to)
    {
        if (project != usedProject)
            return project == "Asynchrony.CodeFixes" && (Layers.Contains(to) || to == from);

        var rank = Rank(from);
        return to == from || Rank(to) < rank;
    }

    private static int Rank(string folder) => Array.IndexOf(Layers, folder) is >= 0 and var rank ? rank : Layers.Length;

    [GeneratedRegex(@"(?m)^using (?:static )?(Asynchrony\.(?:Analyzers|CodeFixes))\.(\w+)")]
    private static partial Regex Use();
}
