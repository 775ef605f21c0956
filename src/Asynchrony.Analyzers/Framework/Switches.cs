namespace Asynchrony.Analyzers.Framework;

/// <summary>
/// Which rules a project has switched off, in all of it or in one file: those are not asked. The compiler leaves their findings out in
/// any case; this spares the work. A severity for all rules or for a category switches nothing off here.
/// </summary>
internal sealed class Switches(Compilation compilation, CancellationToken cancellation)
{
    private readonly ImmutableDictionary<string, ReportDiagnostic> chosen = compilation.Options.SpecificDiagnosticOptions;
    private readonly SyntaxTreeOptionsProvider? files = compilation.Options.SyntaxTreeOptionsProvider;

    /// <summary>True where files may differ.</summary>
    public bool PerFile => files is not null;

    /// <summary>True where any descriptor of the rule may report anywhere.</summary>
    public bool IsOn(RuleAnalyzer rule) => rule.SupportedDiagnostics.Any(IsOn);

    /// <summary>True where any descriptor of the rule may report in the file.</summary>
    public bool IsOnIn(SyntaxTree tree, RuleAnalyzer rule)
    {
        foreach (var descriptor in rule.SupportedDiagnostics) // No lambda: every rule is asked for every file.
            if (Chosen(descriptor) ?? InFile(tree, descriptor) ?? InProject(descriptor))
                return true;

        return false;
    }

    private bool IsOn(DiagnosticDescriptor descriptor) =>
        Chosen(descriptor) ?? (InProject(descriptor) || PerFile && compilation.SyntaxTrees.Any(tree => InFile(tree, descriptor) == true));

    /// <summary>What the command line says: it goes before every file.</summary>
    private bool? Chosen(DiagnosticDescriptor descriptor) =>
        chosen.TryGetValue(descriptor.Id, out var severity) && severity != ReportDiagnostic.Default ? severity != ReportDiagnostic.Suppress : null;

    private bool InProject(DiagnosticDescriptor descriptor) =>
        chosen.ContainsKey(descriptor.Id)
        || (files?.TryGetGlobalDiagnosticValue(descriptor.Id, cancellation, out var severity) == true ? severity != ReportDiagnostic.Suppress : descriptor.IsEnabledByDefault);

    private bool? InFile(SyntaxTree tree, DiagnosticDescriptor descriptor) =>
        files!.TryGetDiagnosticValue(tree, descriptor.Id, cancellation, out var severity) ? severity != ReportDiagnostic.Suppress : null;
}
