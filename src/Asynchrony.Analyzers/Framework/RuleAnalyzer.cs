using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Framework;

/// <summary>The shape every analyzer shares: concurrent, silent in generated code, with the known symbols at hand.</summary>
public abstract class RuleAnalyzer(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(rules);

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => Register(new RuleRegistration(start, KnownSymbols.Of(start.Compilation))));
    }

    /// <summary>Registers what the rule listens to. A rule whose types the compilation lacks registers nothing.</summary>
    private protected abstract void Register(RuleRegistration on);
}
