using Asynchrony.Corpus;

namespace Asynchrony.Benchmarks;

/// <summary>A set of analyzers to run, some of them switched off, and what each run of it cost.</summary>
internal sealed class Case(string name, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<string> off)
{
    private readonly List<double> cpu = [];
    private readonly List<long> allocated = [];

    public string Name => name;

    /// <summary>The median of the runs, in milliseconds of all threads.</summary>
    public double Cpu => cpu.Order().ElementAt(cpu.Count / 2);

    /// <summary>The least of the runs, in bytes: what an earlier run did to the compiler's pools can only add.</summary>
    public long Allocated => allocated.Min();

    public static ImmutableArray<Case> Of(Product product, ImmutableHashSet<string> ids)
    {
        var rules = product.For(ids);
        var every = product.Analyzers.SelectMany(IdsOf).Distinct().ToList();
        var first = rules.SelectMany(IdsOf).First();

        return
        [
            new Case("one empty action", [new Nothing()], []),
            new Case("100 analyzers, each an empty action", [.. Enumerable.Range(0, 100).Select(_ => new Nothing())], []),
            new Case("all rules that run while typing", Live(product), []),
            new Case("all rules", product.Groups, []),
            new Case("all rules, all off", product.Groups, [.. every]),
            new Case($"all rules, all off but {first}", product.Groups, [.. every.Where(id => id != first)]),
            .. rules.Select(rule => new Case(string.Join(' ', IdsOf(rule)), [rule], [])),
        ];
    }

    /// <summary>The rules that an editor runs: the others look at a whole program, and only a build has it.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Live(Product product) =>
        [.. product.Groups.Where(group => !group.SupportedDiagnostics.Any(descriptor => descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)))];

    /// <summary>
    /// Runs the rules once on a copy of the compilation in which nothing is bound yet, on one thread: with several, what is bound twice is
    /// left to chance, and so would be the allocations.
    /// </summary>
    public async Task Run(Compilation compilation, AnalyzerOptions options, bool counted)
    {
        var settings = compilation.Options.WithConcurrentBuild(false);
        settings = settings.WithSpecificDiagnosticOptions(settings.SpecificDiagnosticOptions.SetItems(off.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))));
        var driver = new CompilationWithAnalyzers(compilation.WithOptions(settings), analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(options.AdditionalFiles, options.AnalyzerConfigOptionsProvider), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        GC.Collect();

        var (bytes, time) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        await driver.GetAnalysisResultAsync(CancellationToken.None);
        (bytes, time) = (GC.GetTotalAllocatedBytes(precise: true) - bytes, Environment.CpuUsage.TotalTime - time);

        if (!counted)
            return;

        cpu.Add(time.TotalMilliseconds);
        allocated.Add(bytes);
    }

    private static IEnumerable<string> IdsOf(DiagnosticAnalyzer rule) => rule.SupportedDiagnostics.Select(descriptor => descriptor.Id);
}
