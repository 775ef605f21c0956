using System.Reflection;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Corpus;

/// <summary>
/// All C# files below a folder as one compilation against the .NET reference packs. Nothing is restored or generated:
/// names from packages stay unresolved, and two programs of one repository may declare the same type.
/// </summary>
internal static class FolderProject
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", ".git"];

    private static readonly string[] Symbols =
    [
        "NET", "NETCOREAPP", "NETSTANDARD2_0", "TRACE",
        "NETCOREAPP2_0_OR_GREATER", "NETCOREAPP2_1_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER",
        "NET5_0_OR_GREATER", "NET6_0_OR_GREATER", "NET7_0_OR_GREATER", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER",
    ];

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static async Task<Project> Open(string root)
    {
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var documents = await Task.WhenAll(FilesBelow(root, ".cs").Select(file => Read(id, root, file)));

        // One project that asks for them is enough: 16,000 of the 27,000 errors of one such repository went, and nowhere did they add more than they took.
        if (UsesImplicitUsings(root))
            documents = [.. documents, Written(id, Path.Combine(root, "ImplicitUsings.g.cs"), SourceText.From(ImplicitUsings))];

        return workspace.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            Path.GetFileName(root),
            Path.GetFileName(root),
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: Symbols),
            documents: documents,
            metadataReferences: References()));
    }

    private static async Task<DocumentInfo> Read(ProjectId project, string root, string file)
    {
        await using var stream = File.OpenRead(file);
        return Written(project, file, SourceText.From(stream));
    }

    private static DocumentInfo Written(ProjectId project, string path, SourceText text) =>
        DocumentInfo.Create(
            DocumentId.CreateNewId(project),
            Path.GetFileName(path),
            loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)),
            filePath: path);

    private static IEnumerable<MetadataReference> References() =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == "ReferencePack")
            .SelectMany(attribute => Directory.EnumerateFiles(attribute.Value!, "*.dll"))
            .Order(StringComparer.Ordinal)
            .Select(file => MetadataReference.CreateFromFile(file));

    private static bool UsesImplicitUsings(string root) =>
        FilesBelow(root, ".props").Concat(FilesBelow(root, ".csproj")).Any(file =>
            File.ReadAllText(file).Contains("<ImplicitUsings>enable</ImplicitUsings>", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> FilesBelow(string folder, string extension) =>
        Directory.EnumerateFiles(folder)
            .Where(file => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(child => !Skipped.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null)
                .Order(StringComparer.Ordinal)
                .SelectMany(child => FilesBelow(child, extension)));
}
