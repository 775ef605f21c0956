namespace Asynchrony.Corpus;

/// <summary>Takes exceptions out of rules, from whatever thread they come.</summary>
internal sealed class Crashes
{
    private readonly Lock gate = new();
    private readonly List<Crash> seen = [];

    public IReadOnlyList<Crash> Seen
    {
        get
        {
            lock (gate)
                return [.. seen.OrderBy(crash => crash.Rule, StringComparer.Ordinal)];
        }
    }

    public CompilationWithAnalyzersOptions Collect(Project project, bool timed = false) =>
        new(project.AnalyzerOptions, (exception, rule, _) => Add(rule, exception), concurrentAnalysis: true, logAnalyzerExecutionTime: timed, reportSuppressedDiagnostics: false);

    private void Add(DiagnosticAnalyzer rule, Exception exception)
    {
        lock (gate)
            seen.Add(new Crash(rule.GetType().Name, exception));
    }
}
