using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Asynchrony.OldestHost;

/// <summary>
/// Loads the analyzers and fixes of an unpacked package into the oldest compiler that they promise to run in, and prints what they
/// say about one file: "host 4.8.0.0", "fixes ASY2001" and "ASY2001(18)" lines. Asynchrony.OldestHost FOLDER FILE.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder, var file])
            return Fail("Asynchrony.OldestHost FOLDER FILE");

        Console.WriteLine($"host {typeof(CSharpCompilation).Assembly.GetName().Version}");

        var reference = new AnalyzerFileReference(Path.GetFullPath(Path.Combine(folder, "Asynchrony.Analyzers.dll")), new FolderLoader());
        reference.AnalyzerLoadFailed += (_, failure) => Fail(failure.Message);
        var fixes = Assembly.LoadFrom(Path.GetFullPath(Path.Combine(folder, "Asynchrony.CodeFixes.dll")));

        foreach (var id in fixes.GetTypes().Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds).Order())
            Console.WriteLine($"fixes {id}");

        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(file), path: file)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers(reference.GetAnalyzers(LanguageNames.CSharp)).GetAllDiagnosticsAsync();

        foreach (var diagnostic in found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info).OrderBy(diagnostic => diagnostic.Location.SourceSpan))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Id}({diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1})"));

        return Environment.ExitCode;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Environment.ExitCode = 1;
    }

    /// <summary>Loads from where the file is, as a host without shadow copies does.</summary>
    private sealed class FolderLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
