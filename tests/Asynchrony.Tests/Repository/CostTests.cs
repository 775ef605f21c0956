using Asynchrony.Tests.Framework;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Asynchrony.Tests.Repository;

/// <summary>A rule that is set to none costs nothing: it registers for nothing and is asked nothing. docs/performance.md has the figures.</summary>
public sealed class CostTests
{
    private const string Program = """
        class C
        {
            private readonly Thread own = new(() => { });
            private readonly object gate = new();
            void M()
            {
                var t = new Thread(() => Console.WriteLine());
                t.Start();
                t.Join();
                for (int i = 0; i < 3; i++)
                    Task.Run(() => { lock (gate) Console.WriteLine(i); });
            }
        }
        """;

    public static TheoryData<string> Analyzers => [.. Catalog.Analyzers.Select(analyzer => analyzer.GetType().Name)];

    [Theory, MemberData(nameof(Analyzers))]
    public async Task A_rule_that_is_on_runs(string name)
    {
        var actions = await ActionsOf(name, off: []);
        Assert.Equal(1, actions!.CompilationStartActionsCount);
        Assert.NotEqual(0, CountOf(actions));
    }

    [Theory, MemberData(nameof(Analyzers))]
    public async Task A_rule_that_is_off_does_nothing(string name)
    {
        var actions = await ActionsOf(name, off: Analyzer(name).SupportedDiagnostics.Select(rule => rule.Id));
        Assert.Equal(0, actions?.CompilationStartActionsCount ?? 0);
        Assert.Equal(0, actions is null ? 0 : CountOf(actions));
    }

    [Fact]
    public async Task Rules_that_are_off_leave_the_others_alone()
    {
        var off = Catalog.Rules.Select(entry => entry.Rule.Id).Where(id => id != "ASY3002").ToList();
        var found = await Driver(off).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(["ASY3002"], found.Select(finding => finding.Id));
    }

    private static async Task<AnalyzerTelemetryInfo?> ActionsOf(string name, IEnumerable<string> off)
    {
        var result = await Driver(off).GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo.GetValueOrDefault(Analyzer(name));
    }

    private static CompilationWithAnalyzers Driver(IEnumerable<string> off)
    {
        var compilation = Code.Compilation(("Program.cs", Program));
        var options = compilation.Options.WithSpecificDiagnosticOptions(off.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));
        return compilation.WithOptions(options).WithAnalyzers([.. Catalog.Analyzers]);
    }

    private static int CountOf(AnalyzerTelemetryInfo actions) =>
        actions.OperationBlockActionsCount + actions.OperationBlockStartActionsCount + actions.OperationActionsCount + actions.SymbolActionsCount + actions.SymbolStartActionsCount
        + actions.SyntaxNodeActionsCount + actions.SyntaxTreeActionsCount + actions.SemanticModelActionsCount + actions.CompilationActionsCount + actions.CompilationEndActionsCount;

    private static DiagnosticAnalyzer Analyzer(string name) => Catalog.Analyzers.First(analyzer => analyzer.GetType().Name == name);
}
