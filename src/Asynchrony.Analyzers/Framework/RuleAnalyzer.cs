namespace Asynchrony.Analyzers.Framework;

/// <summary>
/// One rule. It can run alone, as in its tests; a compiler runs the rules in groups (<see cref="RuleGroup"/>), so a rule carries no
/// attribute that would load it by itself.
/// </summary>
public abstract class RuleAnalyzer(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(rules);

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => RuleGroup.Start(start, ImmutableArray.Create(this)));
    }

    /// <summary>Registers what the rule listens to. A rule whose types the compilation lacks registers nothing.</summary>
    private protected abstract void Register(RuleRegistration on);

    internal void RegisterOn(RuleRegistration on) => Register(on);
}
