using Microsoft.CodeAnalysis.MSBuild;

namespace Asynchrony.Corpus;

/// <summary>One compilation to examine. A folder's errors mean little, for its packages were never restored.</summary>
internal sealed record Source(string Name, string Root, Project Project, bool IsFolder)
{
    public string Label => IsFolder || Project.Name == Name ? Name : $"{Name}:{Project.Name}";

    public string PathOf(SyntaxTree tree) => Path.GetRelativePath(Root, tree.FilePath).Replace('\\', '/');
}

/// <summary>Opens what the caller named: a folder as one compilation, a project or a solution through MSBuild.</summary>
internal static class Sources
{
    public static IAsyncEnumerable<Source> Open(string path, Product product, TextWriter progress) =>
        Directory.Exists(path) ? Folder(path, product) : Built(path, product, progress);

    private static async IAsyncEnumerable<Source> Folder(string path, Product product)
    {
        var root = Path.TrimEndingDirectorySeparator(path);
        var project = await FolderProject.Open(root);

        yield return new Source(Path.GetFileName(root), root, product.Enable(project), IsFolder: true);
    }

    private static async IAsyncEnumerable<Source> Built(string path, Product product, TextWriter progress)
    {
        using var workspace = MSBuildWorkspace.Create();
        var name = Path.GetFileNameWithoutExtension(path);
        var root = Path.GetDirectoryName(path)!;
        var ids = path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            ? [(await workspace.OpenProjectAsync(path)).Id]
            : (await workspace.OpenSolutionAsync(path)).ProjectIds;

        foreach (var trouble in workspace.Diagnostics)
            progress.WriteLine($"{name}: {trouble.Message}");

        foreach (var id in ids)
            if (workspace.CurrentSolution.GetProject(id) is { Language: LanguageNames.CSharp } project)
                yield return new Source(name, root, product.Enable(project), IsFolder: false);
    }
}
