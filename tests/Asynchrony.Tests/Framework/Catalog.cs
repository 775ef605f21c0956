using Asynchrony.Analyzers.Framework;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Asynchrony.Tests.Framework;

/// <summary>Every rule and fix that the package ships, and the groups in which a compiler runs the rules.</summary>
internal static class Catalog
{
    public static readonly IReadOnlyList<DiagnosticAnalyzer> Analyzers = Instances<RuleAnalyzer>();
    public static readonly IReadOnlyList<RuleGroup> Groups = Instances<RuleGroup>();
    public static readonly IReadOnlyList<CodeFixProvider> Fixes = Instances<RuleFix>();

    public static IEnumerable<(DiagnosticAnalyzer Analyzer, DiagnosticDescriptor Rule)> Rules =>
        from analyzer in Analyzers from rule in analyzer.SupportedDiagnostics orderby rule.Id select (analyzer, rule);

    /// <summary>
    /// The rules that tell somebody, and those of one id: hidden ones only offer a fix where somebody looks for it, and would be everywhere, and
    /// those that are off tell what not everybody wants to hear.
    /// </summary>
    public static IReadOnlyList<DiagnosticAnalyzer> Telling(string? id = null) =>
        [.. Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => Tells(rule) || rule.Id == id))];

    /// <summary>What all rules that tell somebody find in a program, run in groups as a compiler does.</summary>
    public static Task<ImmutableArray<Diagnostic>> Told(Compilation compilation) => Code.Findings(
        compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItems(
            Rules.Where(entry => !Tells(entry.Rule)).Select(entry => KeyValuePair.Create(entry.Rule.Id, ReportDiagnostic.Suppress))))), Groups);

    private static bool Tells(DiagnosticDescriptor rule) => rule is { IsEnabledByDefault: true, DefaultSeverity: not DiagnosticSeverity.Hidden };

    /// <summary>The program compiles, and no rule that tells somebody finds in it what none found in the one before.</summary>
    public static async Task AssertNothingNew(Compilation then, Compilation now)
    {
        Code.AssertCompiles(now);
        var known = await Told(then);
        var left = await Told(now);
        Assert.Empty(left.Select(finding => finding.Id).Except(known.Select(finding => finding.Id)));
    }

    /// <summary>The rules with a page of their own: a twin that only builds report, by an id that is 500 higher, shares its rule's.</summary>
    public static IEnumerable<(DiagnosticAnalyzer Analyzer, DiagnosticDescriptor Rule)> RulesWithPage => Rules.Where(entry => PageOf(entry.Rule.Id) == entry.Rule.Id);

    public static string PageOf(string id) => int.Parse(id[3..], System.Globalization.CultureInfo.InvariantCulture) is var number && number % 1000 >= 500 ? $"ASY{number - 500}" : id;

    public static CodeFixProvider? FixOf(string id) => Fixes.SingleOrDefault(fix => fix.FixableDiagnosticIds.Contains(id));

    private static T[] Instances<T>() =>
        [.. typeof(T).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type)!)];
}
