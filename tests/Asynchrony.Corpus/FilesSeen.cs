using System.Diagnostics.CodeAnalysis;

namespace Asynchrony.Corpus;

/// <summary>An analyzer that reports nothing and counts the files the driver has finished.</summary>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001", Justification = "It is no rule and is not to be found as one.")]
internal sealed class FilesSeen(Progress progress) : DiagnosticAnalyzer
{
    [SuppressMessage("MicrosoftCodeAnalysisReleaseTracking", "RS2008", Justification = "Nothing is ever reported under this id.")]
    private static readonly DiagnosticDescriptor None = new("ASY0000", "None", "None", "None", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [None];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterSemanticModelAction(_ => progress.Step());
    }
}
