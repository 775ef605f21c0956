using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>The presets of the package say what the descriptors say; UPDATE=1 rewrites them instead of failing.</summary>
public sealed class PresetTests
{
    /// <summary>
    /// SDK rules that share a class with ours. Where ours look deeper (Ours are their ids) the preset turns the SDK's off, so that one
    /// defect gives one warning; where the SDK's is the only one (there are no Ours) the preset sets the severity of the SDK's.
    /// </summary>
    private static readonly (string Sdk, string[] Ours)[] Twins =
    [
        ("CA1842", []),
        ("CA1843", []),
        ("CA1849", ["ASY1001", "ASY1002", "ASY1003"]),
        ("CA2002", ["ASY5006"]),
        ("CA2012", ["ASY1001", "ASY1017"]),
        ("CA2016", []),
        ("CA2019", ["ASY2018"]),
        ("CA2024", []),
        ("CA2025", ["ASY1014"]),
        ("CA2027", []),
        ("CA2247", []),
        ("CA2250", []),
        ("CA2259", []),
        ("CA2261", []),
        ("IDE1005", ["ASY5024"]),
    ];

    [Fact]
    public void None_turns_every_rule_off() =>
        Agree("None", "no rule runs", Catalog.Rules.Select(entry => (entry.Rule.Id, "none")));

    [Fact]
    public void Minimum_leaves_the_rules_that_warn_by_default() =>
        Agree("Minimum", "only the rules that warn by default, as they are", [
            .. Catalog.Rules.Where(entry => !WarnsByDefault(entry.Rule)).Select(entry => (entry.Rule.Id, "none")),
            .. Twins.Where(twin => AreOurs(twin.Ours, WarnsByDefault)).Select(twin => (twin.Sdk, "none"))]);

    [Fact]
    public void All_makes_every_rule_warn_that_is_on_by_default() =>
        Agree("All", "every rule that is on by default warns, but for hidden ones", [
            .. Catalog.Rules.Where(entry => entry.Rule is { IsEnabledByDefault: true, DefaultSeverity: not DiagnosticSeverity.Hidden }).Select(entry => (entry.Rule.Id, "warning")),
            .. Twins.Where(twin => twin.Ours is []).Select(twin => (twin.Sdk, "warning")),
            .. Twins.Where(twin => AreOurs(twin.Ours, rule => rule.IsEnabledByDefault)).Select(twin => (twin.Sdk, "none"))]);

    private static bool WarnsByDefault(DiagnosticDescriptor rule) => rule is { IsEnabledByDefault: true, DefaultSeverity: >= DiagnosticSeverity.Warning };

    private static bool AreOurs(string[] ids, Func<DiagnosticDescriptor, bool> run) => ids is not [] && ids.All(id => Catalog.Rules.Any(entry => entry.Rule.Id == id && run(entry.Rule)));

    private static void Agree(string mode, string meaning, IEnumerable<(string Id, string Severity)> severities)
    {
        var path = RepositoryTests.PathOf("src", "Asynchrony.Package", "presets", $"{mode}.globalconfig");
        var expected = $"""
            # AsynchronyAnalysisMode {mode}: {meaning}.
            # Written by PresetTests from the rules' descriptors; UPDATE=1 rewrites it.
            is_global = true
            # Above the SDK's own presets, below what a user writes.
            global_level = -10


            """ + string.Concat(severities.Select(line => $"dotnet_diagnostic.{line.Id}.severity = {line.Severity}\n"));

        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, expected);
        else
            Assert.Equal(expected, File.ReadAllText(path));
    }
}
