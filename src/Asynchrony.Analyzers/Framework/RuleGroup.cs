using System.Diagnostics.CodeAnalysis;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Framework;

/// <summary>
/// Many rules as one analyzer: concurrent, silent in generated code. From 64 analyzers on the driver's lists no longer fit its pools, and
/// everything that listens to types costs again for every analyzer (docs/performance.md). So a group listens once, and asks the rules
/// that are on.
/// </summary>
public abstract class RuleGroup : DiagnosticAnalyzer
{
    private readonly ImmutableArray<RuleAnalyzer> rules;

    private protected RuleGroup(IEnumerable<RuleAnalyzer> rules)
    {
        this.rules = rules.OrderBy(rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal).ToImmutableArray();
        SupportedDiagnostics = this.rules.SelectMany(rule => rule.SupportedDiagnostics).ToImmutableArray();
    }

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    internal ImmutableArray<RuleAnalyzer> Members => rules;

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => Start(start, rules));
    }

    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1012", Justification = "What the rules ask for is registered together.")]
    internal static void Start(CompilationStartAnalysisContext start, ImmutableArray<RuleAnalyzer> rules)
    {
        var switches = new Switches(start.Compilation, start.CancellationToken);
        var on = new RuleRegistration(start, KnownSymbols.Of(start.Compilation), switches);

        foreach (var rule in rules)
            if (switches.IsOn(rule))
                on.Take(rule);

        on.Listen();
    }
}
