using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.MSBuild;

namespace Asynchrony.Corpus;

/// <summary>One compilation to examine. A folder's errors mean little, for its packages were never restored.</summary>
internal sealed record Source(string Name, string Root, Project Project, bool IsFolder)
{
    public string Label => IsFolder || Project.Name == Name ? Name : $"{Name}:{Project.Name}";

    public string PathOf(SyntaxTree tree) => Path.GetRelativePath(Root, tree.FilePath).Replace('\\', '/');
}

/// <summary>Opens what the caller named: a folder as one compilation, a project or a solution through MSBuild.</summary>
internal static partial class Sources
{
    public static IAsyncEnumerable<Source> Open(string path, ImmutableDictionary<string, string> properties, Product product, TextWriter progress) =>
        Directory.Exists(path) ? Folder(path, product) : Built(path, properties, product, progress);

    private static async IAsyncEnumerable<Source> Folder(string path, Product product)
    {
        var root = Path.TrimEndingDirectorySeparator(path);
        var project = await FolderProject.Open(root);

        yield return new Source(Path.GetFileName(root), root, product.Enable(project), IsFolder: true);
    }

    private static async IAsyncEnumerable<Source> Built(string path, ImmutableDictionary<string, string> properties, Product product, TextWriter progress)
    {
        using var workspace = MSBuildWorkspace.Create(properties);
        var name = Path.GetFileNameWithoutExtension(path);
        var root = Path.GetDirectoryName(path)!;
        var ids = path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            ? [(await workspace.OpenProjectAsync(path)).Id]
            : (await workspace.OpenSolutionAsync(path)).ProjectIds;

        foreach (var trouble in workspace.Diagnostics)
            progress.WriteLine($"{name}: {trouble.Message}");

        // What looks for uses compares projects by all they refer to, and throws at an analyzer that was never built.
        var solution = workspace.CurrentSolution;
        foreach (var known in solution.Projects)
            if (known.AnalyzerReferences.Any(reference => reference is UnresolvedAnalyzerReference))
                solution = solution.WithProjectAnalyzerReferences(known.Id, known.AnalyzerReferences.Where(reference => reference is not UnresolvedAnalyzerReference));

        // A project that targets several frameworks is there once for each: one is enough.
        foreach (var file in ids.Select(id => solution.GetProject(id)).OfType<Project>().GroupBy(project => project.FilePath).ToList())
            if (file.MaxBy(Newness) is { Language: LanguageNames.CSharp } project)
                yield return new Source(name, root, product.Enable(project), IsFolder: false);
    }

    /// <summary>By the framework that the name of a project ends in: .NET by its version, then .NET Standard, then .NET Framework.</summary>
    private static double Newness(Project project) =>
        Framework().Match(project.Name) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : project.Name.Contains("(netstandard", StringComparison.Ordinal) ? 1
        : 0;

    [GeneratedRegex(@"\(net(?:coreapp)?(\d+\.\d+)")]
    private static partial Regex Framework();
}
