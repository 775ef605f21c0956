using Asynchrony.Analyzers.Framework;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.Corpus;

/// <summary>Every rule and every fix of the product, found by type so that a new one needs no entry anywhere.</summary>
internal sealed class Product
{
    /// <summary>Each rule by itself, so that time and crashes can be told apart.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. InstancesOf<RuleAnalyzer>()];

    /// <summary>The rules as a compiler runs them.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Groups { get; } = [.. InstancesOf<RuleGroup>()];

    public ImmutableArray<RuleFix> Fixes { get; } = InstancesOf<RuleFix>();

    public ImmutableArray<DiagnosticAnalyzer> For(ImmutableHashSet<string> ids) =>
        ids.IsEmpty ? Analyzers : [.. Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => ids.Contains(rule.Id)))];

    public RuleFix? FixFor(string id) => Fixes.FirstOrDefault(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>Turns on the rules that are off by default; a severity the project chose stays.</summary>
    public Project Enable(Project project)
    {
        if (project.CompilationOptions is not { } options)
            return project;

        var off = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Where(rule => !rule.IsEnabledByDefault && !options.SpecificDiagnosticOptions.ContainsKey(rule.Id))
            .Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Info));

        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.SetItems(off)));
    }

    private static ImmutableArray<T> InstancesOf<T>() =>
    [
        .. typeof(T).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
