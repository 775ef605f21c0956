using System.Diagnostics.CodeAnalysis;

namespace Asynchrony.Benchmarks;

/// <summary>The least an analyzer of operations can do: it asks for every body and looks at none. All figures are told as multiples of its cost.</summary>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001", Justification = "It is no rule and is not to be found as one.")]
internal sealed class Nothing : DiagnosticAnalyzer
{
    [SuppressMessage("MicrosoftCodeAnalysisReleaseTracking", "RS2008", Justification = "Nothing is ever reported under this id.")]
    private static readonly DiagnosticDescriptor None = new("ASY0000", "None", "None", "None", DiagnosticSeverity.Info, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [None];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(_ => { });
    }
}
