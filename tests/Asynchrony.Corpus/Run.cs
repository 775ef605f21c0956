using System.Diagnostics;

namespace Asynchrony.Corpus;

/// <summary>What the rules found in one source, and what it cost.</summary>
internal sealed class Run
{
    private readonly Source source;
    private readonly TimeSpan time;
    private readonly long allocated;
    private readonly int files;
    private readonly int lines;
    private readonly IReadOnlyList<(string Rule, TimeSpan Time)> shares;

    private Run(Source source, ImmutableArray<Found> findings, IReadOnlyList<Crash> crashes, TimeSpan time, long allocated, int files, int lines, IReadOnlyList<(string, TimeSpan)> shares) =>
        (this.source, Findings, Crashes, this.time, this.allocated, this.files, this.lines, this.shares) = (source, findings, crashes, time, allocated, files, lines, shares);

    public ImmutableArray<Found> Findings { get; }

    public IReadOnlyList<Crash> Crashes { get; }

    public static async Task<Run> Of(Source source, Product product, ImmutableHashSet<string> ids, Progress progress)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var crashes = new Crashes();
        var compilation = (await source.Project.GetCompilationAsync())!;
        var trees = compilation.SyntaxTrees.ToList();
        var lines = 0;

        foreach (var tree in trees)
            lines += (await tree.GetTextAsync()).Lines.Count;

        progress.Begin($"{source.Label}: {trees.Count:N0} files, {lines:N0} lines", trees.Count);
        var driver = new CompilationWithAnalyzers(compilation, [.. product.For(ids), new FilesSeen(progress)], crashes.Collect(source.Project, timed: true));
        var result = await driver.GetAnalysisResultAsync(CancellationToken.None);
        progress.End();

        var found = Found.Sorted(source, result.GetAllDiagnostics().Where(diagnostic => ids.IsEmpty || ids.Contains(diagnostic.Id)));
        var shares = result.AnalyzerTelemetryInfo
            .Where(entry => entry.Key is not FilesSeen)
            .Select(entry => (entry.Key.GetType().Name, entry.Value.ExecutionTime))
            .OrderByDescending(entry => entry.ExecutionTime)
            .ToList();

        return new Run(source, found, crashes.Seen, clock.Elapsed, GC.GetTotalAllocatedBytes() - before, trees.Count, lines, shares);
    }

    public void Print(TextWriter output, TextWriter remarks)
    {
        foreach (var found in Findings)
            output.WriteLine(found.Text);

        foreach (var crash in Crashes)
            output.WriteLine(crash.Text(source));

        var counts = string.Join("", Findings.CountBy(found => found.Id).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $", {count.Key} {count.Value}"));
        var slowest = string.Join(", ", shares.Take(5).Select(share => $"{share.Rule} {share.Time.TotalSeconds:F1} s"));

        remarks.WriteLine($"{source.Label}: {Findings.Length} findings{counts}; {Crashes.Count} crashes");
        remarks.WriteLine($"{source.Label}: {time.TotalSeconds:F1} s, {allocated >> 20:N0} MB allocated, {files:N0} files, {lines:N0} lines; most time: {slowest}");
    }
}
