using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>The descriptors are the source of truth; everything written elsewhere about a rule must agree with them.</summary>
public sealed class RepositoryTests
{
    public static TheoryData<string> Ids => [.. Catalog.Rules.Select(entry => entry.Rule.Id)];

    public static TheoryData<string> Pages => [.. Catalog.RulesWithPage.Select(entry => entry.Rule.Id)];

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(Catalog.Rules.Select(entry => entry.Rule.Id));

    [Fact]
    public void Fixes_claim_rules_that_exist() =>
        Assert.Empty(Catalog.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Except(Catalog.Rules.Select(entry => entry.Rule.Id).Append("CS1996")));

    [Fact]
    public void Every_fix_supports_fix_all_up_to_the_solution() => Assert.All(Catalog.Fixes, fix =>
        Assert.Contains(Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Solution, fix.GetFixAllProvider()!.GetSupportedFixAllScopes()));

    [Theory, MemberData(nameof(Ids))]
    public void Page_opens_with_the_title_and_the_reason(string id)
    {
        var rule = Rule(id);
        Assert.StartsWith($"# {Catalog.PageOf(id)}: {rule.Title}\n\n{rule.Description}\n", Page(id));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Page_has_its_sections(string id)
    {
        var page = Page(id);
        Assert.Contains("\n## Flagged\n", page);
        Assert.Contains("\n## Accepted\n", page);
        Assert.Contains("\n## Known limits\n", page);
        Assert.Equal(HasFix(id), page.Contains("\n## Fixed\n"));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Rule_has_tests(string id) => Assert.True(File.Exists(PathOf("tests", "Asynchrony.Tests", Rule(id).Category, $"{NameOf(id)}Tests.cs")));

    [Theory, MemberData(nameof(Ids))]
    public void Rule_lives_in_the_folder_of_its_family(string id) =>
        Assert.True(File.Exists(PathOf("src", "Asynchrony.Analyzers", Rule(id).Category, $"{NameOf(id)}.cs")));

    [Theory, MemberData(nameof(Pages))]
    public void Fix_is_named_for_its_rule(string id) =>
        Assert.Equal(HasFix(id), File.Exists(PathOf("src", "Asynchrony.CodeFixes", Rule(id).Category, $"{NameOf(id)}Fix.cs")));

    /// <summary>What an editor does not run is told by builds alone, and says so on the page of its rule.</summary>
    [Fact]
    public void Twins_are_of_the_whole_program_and_named_on_the_page() => Assert.All(Catalog.Rules.Where(entry => Catalog.PageOf(entry.Rule.Id) != entry.Rule.Id), entry =>
    {
        Assert.Contains(WellKnownDiagnosticTags.CompilationEnd, entry.Rule.CustomTags);
        Assert.Equal($"{NameOf(Catalog.PageOf(entry.Rule.Id))}InBuild", entry.Analyzer.GetType().Name);
        Assert.Matches($@"\n## In the build\n(?s:.)*{entry.Rule.Id}", Page(entry.Rule.Id));
    });

    [Theory, MemberData(nameof(Ids))]
    public void Message_is_a_sentence_without_a_full_stop(string id) => Assert.Matches(@"^[A-Z'{].*[^.!]$", Rule(id).MessageFormat.ToString());

    [Theory, MemberData(nameof(Ids))]
    public void Title_is_advice_without_a_full_stop(string id) => Assert.Matches(@"^[A-Z][a-z]+ .*[^.!]$", Rule(id).Title.ToString());

    [Theory, MemberData(nameof(Ids))]
    public void Nothing_is_left_to_do(string id) =>
        Assert.DoesNotContain("TODO", Page(id) + Rule(id).Title + Rule(id).MessageFormat + Rule(id).Description
            + File.ReadAllText(PathOf("tests", "Asynchrony.Tests", Rule(id).Category, $"{NameOf(id)}Tests.cs"))
            + File.ReadAllText(PathOf("src", "Asynchrony.Analyzers", Rule(id).Category, $"{NameOf(id)}.cs")), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Ids))]
    public void Release_notes_agree(string id)
    {
        var rule = Rule(id);
        var row = $@"{id} *\| *{rule.Category} *\| *{(rule.IsEnabledByDefault ? rule.DefaultSeverity : "Disabled")} *\| *{NameOf(id)}";
        Assert.Single(ReleaseFiles, file => Regex.IsMatch(File.ReadAllText(file), row));
    }

    [Fact]
    public void Readme_lists_every_rule() => Agree(["README.md"], "rules", RuleTable("docs/rules/"));

    [Fact]
    public void Docs_list_every_rule() => Agree(["docs", "README.md"], "rules", RuleTable("rules/"));

    private static IEnumerable<string> ReleaseFiles => Directory.GetFiles(PathOf("src", "Asynchrony.Analyzers"), "AnalyzerReleases.*.md");

    private static string RuleTable(string docs) => string.Concat(
        Catalog.Rules.Select(entry => entry.Rule)
            .Select(rule => $"| [{rule.Id}]({docs}{Catalog.PageOf(rule.Id)}.md) | {rule.Title} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity : "Off")} | {(HasFix(rule.Id) ? "yes" : "")} |\n")
            .Prepend("| Id | Rule | Family | Severity | Fix |\n| -- | ---- | ------ | -------- | --- |\n"));

    private static bool HasFix(string id) => Catalog.FixOf(id) is not null;

    private static DiagnosticDescriptor Rule(string id) => Catalog.Rules.First(entry => entry.Rule.Id == id).Rule;

    private static string NameOf(string id) => Catalog.Rules.First(entry => entry.Rule.Id == id).Analyzer.GetType().Name;

    internal static string Page(string id) => File.ReadAllText(PathOf("docs", "rules", $"{Catalog.PageOf(id)}.md"));

    /// <summary>Compares the marked section of a file with what the catalog says; UPDATE=1 rewrites the file instead of failing.</summary>
    internal static void Agree(string[] file, string section, string expected)
    {
        var path = PathOf(file);
        var text = File.ReadAllText(path);
        Assert.Contains($"<!-- {section} -->\n", text);
        var updated = Regex.Replace(text, $@"(?<=<!-- {section} -->\n).*?(?=<!-- /{section} -->)", expected.Replace("$", "$$"), RegexOptions.Singleline);

        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, updated);
        else
            Assert.Equal(updated, text);
    }

    internal static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", "..", ".."));
}
