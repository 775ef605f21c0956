using System.Globalization;
using System.Text.RegularExpressions;

namespace Asynchrony.Corpus;

/// <summary>A rule that threw, and where.</summary>
internal sealed record Crash(string Rule, string Place, Exception Exception)
{
    public string Text(Source source) => $"{source.Name}: AD0001 {Rule} at {Place.Replace($"{source.Root}{Path.DirectorySeparatorChar}", "")}: {Exception}";
}

/// <summary>Takes exceptions out of rules, from whatever thread they come.</summary>
internal sealed partial class Crashes
{
    private readonly Lock gate = new();
    private readonly List<Crash> seen = [];

    public IReadOnlyList<Crash> Seen
    {
        get
        {
            lock (gate)
                return [.. seen.OrderBy(crash => $"{crash.Rule} {crash.Place}", StringComparer.Ordinal)];
        }
    }

    public CompilationWithAnalyzersOptions Collect(Project project, bool timed = false) =>
        new(project.AnalyzerOptions, (exception, rule, report) => Add(rule, exception, PlaceIn(report)), concurrentAnalysis: true, logAnalyzerExecutionTime: timed, reportSuppressedDiagnostics: false);

    private void Add(DiagnosticAnalyzer rule, Exception exception, string place)
    {
        lock (gate)
            seen.Add(new Crash(rule.GetType().Name, place, exception));
    }

    /// <summary>The driver tells the place only in the text of its report: lines like "ISymbol: Main (Method)" before the stack.</summary>
    private static string PlaceIn(Diagnostic report) =>
        string.Join(", ", Context().Matches(report.GetMessage(CultureInfo.InvariantCulture)).Select(match => match.Groups[1].Value.Trim()));

    [GeneratedRegex(@"^((?:ISymbol|SyntaxTree|SyntaxNode|IOperation): .+)$", RegexOptions.Multiline)]
    private static partial Regex Context();
}
