using System.Globalization;
using System.Text;
using Asynchrony.Corpus;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Benchmarks;

/// <summary>What one code base costs as a whole, after one edit, and in memory, with an empty action and with the rules. All in bytes.</summary>
internal sealed record Growth(string Name, int Lines, long Base, long Live, long All, long EditBase, long EditLive, long Kept)
{
    /// <summary>So many files are edited, spread over the project, the one with most locks among them.</summary>
    private const int Files = 9;

    private const int Rounds = 1;

    public static async Task<Growth> Of(Source source, Product product)
    {
        var compilation = (await source.Project.GetCompilationAsync())!;
        var (options, live) = (source.Project.AnalyzerOptions, Case.Live(product));
        var (none, typing, all) = (new Case("", [new Nothing()], []), new Case("", live, []), new Case("", product.Groups, []));

        for (var round = 0; round <= Rounds; round++)
            foreach (var one in new[] { none, typing, all })
                await one.Run(compilation, options, counted: round > 0);

        var (before, after) = (0L, 0L);
        foreach (var tree in Edited(compilation))
        {
            before += await Least(() => Edit(compilation, tree, [new Nothing()], options));
            after += await Least(() => Edit(compilation, tree, live, options));
        }

        var lines = compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);
        var kept = await Held(compilation, product.Groups, options) - await Held(compilation, [new Nothing()], options);
        return new Growth(source.Label, lines, none.Allocated, typing.Allocated, all.Allocated, before, after, kept);
    }

    /// <summary>The table, and the growth as a picture.</summary>
    public static string Report(IEnumerable<Growth> measured)
    {
        var (sizes, text) = (measured.OrderBy(size => size.Lines).ToList(), new StringBuilder());
        text.Append("\n| Code base | Lines | Base, MB | While typing, × base | With the build tier, × base | Rules in a build, MB per 1000 lines | One edit, × base | Kept, KB per 1000 lines |\n| - | -: | -: | -: | -: | -: | -: | -: |\n");
        foreach (var size in sizes)
            text.Append(CultureInfo.InvariantCulture, $"| {size.Name} | {size.Lines:N0} | {size.Base / 1e6:F0} | {(double)size.Live / size.Base:F3} | {(double)size.All / size.Base:F3} | {(size.All - size.Base) / 1e3 / size.Lines:F2} | {(double)size.EditLive / size.EditBase:F3} | {size.Kept / 1.024 / size.Lines:F1} |\n");

        text.Append("\n```mermaid\nxychart-beta\n    title \"Allocated over lines: base, rules while typing, rules in a build\"\n");
        text.Append(CultureInfo.InvariantCulture, $"    x-axis \"1000 lines\" [{string.Join(", ", sizes.Select(size => size.Lines / 1000))}]\n    y-axis \"MB\"\n");
        foreach (var line in new Func<Growth, long>[] { size => size.Base, size => size.Live, size => size.All })
            text.Append(CultureInfo.InvariantCulture, $"    line [{string.Join(", ", sizes.Select(size => line(size) / 1_000_000))}]\n");
        return text.Append("```\n\n").ToString();
    }

    private static List<SyntaxTree> Edited(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.Where(tree => tree.GetText().Lines.Count > 100).OrderBy(tree => tree.FilePath, StringComparer.Ordinal).ToList();
        var most = trees.MaxBy(tree => tree.GetRoot().DescendantNodes().Count(node => node is LockStatementSyntax));
        return [.. trees.Where((tree, index) => tree == most || index % Math.Max(1, trees.Count / Files) == 0)];
    }

    private static async Task<long> Least(Func<Task<long>> run)
    {
        await run();
        return Math.Min(await run(), await run());
    }

    /// <summary>What an editor does when a file has changed: nothing is bound in the new compilation, and the rules look at the one file.</summary>
    private static async Task<long> Edit(Compilation compilation, SyntaxTree tree, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var (text, settings) = (await tree.GetTextAsync(), compilation.Options.WithConcurrentBuild(false));
        var changed = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(text.Length, 0), "\n")));
        _ = await changed.GetRootAsync();
        var now = compilation.ReplaceSyntaxTree(tree, changed).WithOptions(settings);
        GC.Collect();

        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var driver = Driver(now, analyzers, options);
        await driver.GetAnalyzerSemanticDiagnosticsAsync(now.GetSemanticModel(changed), filterSpan: null, CancellationToken.None);
        return GC.GetTotalAllocatedBytes(precise: true) - bytes;
    }

    /// <summary>What is still held after a run for as long as the compilation is.</summary>
    private static async Task<long> Held(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var copy = compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));
        await Driver(copy, analyzers, options).GetAnalysisResultAsync(CancellationToken.None);
        for (var time = 0; time < 3; time++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var held = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(copy);
        return held;
    }

    private static CompilationWithAnalyzers Driver(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options) => new(compilation, analyzers, new CompilationWithAnalyzersOptions(
        new AnalyzerOptions(options.AdditionalFiles, options.AnalyzerConfigOptionsProvider), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
}
