using System.Reflection;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Framework;

/// <summary>Small programs as compilations, with the usual usings and the reference packs loaded once.</summary>
internal static class Code
{
    public const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Channels;
        global using System.Threading.Tasks;
        """;

    public static readonly ImmutableArray<MetadataReference> References = [.. Pack("Microsoft.NETCore.App.Ref")];

    public static readonly ImmutableArray<MetadataReference> WebReferences = [.. References, .. Pack("Microsoft.AspNetCore.App.Ref")];

    /// <summary>The rules that are off until a project wants them: tests do.</summary>
    public static readonly ImmutableArray<KeyValuePair<string, ReportDiagnostic>> SwitchedOn =
        [.. Catalog.Rules.Where(entry => !entry.Rule.IsEnabledByDefault).Select(entry => KeyValuePair.Create(entry.Rule.Id, ReportDiagnostic.Info))];

    private static readonly SyntaxTree UsingsTree = CSharpSyntaxTree.ParseText(Usings, Parsing(), "Usings.cs");

    /// <summary>What all programs begin with: the references are resolved once.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Example", [], References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: SwitchedOn));

    public static CSharpParseOptions Parsing() => new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>A line of a program that is no console program.</summary>
    private const string Window = "// window application\n";

    /// <summary>A program with top-level statements, or a Main, is an application; anything else a library.</summary>
    public static CSharpCompilation Compilation(params IEnumerable<(string Path, string Text)> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text), Parsing(), source.Path)).ToList();
        var isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement) || tree.ToString().Contains(" Main("));

        var kind = !isProgram ? OutputKind.DynamicallyLinkedLibrary : trees.Any(tree => tree.ToString().Contains(Window)) ? OutputKind.WindowsApplication : OutputKind.ConsoleApplication;

        return Empty.WithOptions(Empty.Options.WithOutputKind(kind)).AddSyntaxTrees([.. trees, UsingsTree]);
    }

    public static void AssertCompiles(Compilation compilation) =>
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));

    /// <summary>What these analyzers find; a crash of one of them fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(Compilation compilation, IEnumerable<DiagnosticAnalyzer> analyzers, AnalyzerOptions? options = null, bool concurrent = true)
    {
        var crashes = new List<Exception>();
        var with = compilation.WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
            options ?? new AnalyzerOptions([]), (crash, _, _) => { lock (crashes) crashes.Add(crash); }, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));
        var found = await with.GetAnalyzerDiagnosticsAsync();

        Assert.Empty(crashes.Select(crash => crash.ToString()));
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<MetadataReference> Pack(string name)
    {
        var facts = typeof(Code).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(fact => fact.Key, fact => fact.Value!);
        var folder = Path.Combine(facts["ReferencePacks"], name.ToLowerInvariant(), facts["ReferencePackVersion"], "ref", "net10.0");
        return Directory.GetFiles(folder, "*.dll").Select(file => MetadataReference.CreateFromFile(file));
    }
}
