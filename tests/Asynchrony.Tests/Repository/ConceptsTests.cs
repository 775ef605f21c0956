using System.Text.RegularExpressions;

namespace Asynchrony.Tests.Repository;

/// <summary>The table of docs/concepts.md names rules by links to their pages, or as planned while they have none.</summary>
public sealed partial class ConceptsTests
{
    [Fact]
    public void Every_idea_has_its_meaning_and_its_rules() => Assert.All(Rows, row =>
    {
        Assert.Equal(3, row.Length);
        Assert.DoesNotContain("", row);
        Assert.Matches(@"^(\[(ASY\d{4})\]\(rules/\2\.md\)|ASY\d{4} \(planned\))(, (\[(ASY\d{4})\]\(rules/\5\.md\)|ASY\d{4} \(planned\)))*$", row[2]);
    });

    [Fact]
    public void A_rule_is_linked_when_it_has_a_page_and_planned_when_it_has_none() => Assert.All(
        Rows.SelectMany(row => Rule().Matches(row[2])),
        rule => Assert.Equal(
            File.Exists(RepositoryTests.PathOf("docs", "rules", $"{rule.Groups["id"].Value}.md")),
            !rule.Groups["planned"].Success));

    [Fact]
    public void A_row_names_a_rule_once_and_in_order() => Assert.All(
        Rows.Select(row => Rule().Matches(row[2]).Select(rule => rule.Groups["id"].Value).ToList()),
        ids => Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids));

    [Fact]
    public void Every_rule_guards_an_idea() => Assert.Empty(
        Directory.GetFiles(RepositoryTests.PathOf("docs", "rules"), "ASY*.md").Select(page => Path.GetFileNameWithoutExtension(page))
            .Except(Rows.SelectMany(row => Rule().Matches(row[2])).Select(rule => rule.Groups["id"].Value)));

    private static List<string[]> Rows
    {
        get
        {
            var table = Table().Match(File.ReadAllText(RepositoryTests.PathOf("docs", "concepts.md")));
            Assert.True(table.Success);
            return [.. table.Groups["rows"].Value.TrimEnd('\n').Split('\n').Select(row => row.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        }
    }

    [GeneratedRegex(@"<!-- concepts -->\n\|[^\n]*\n\| -[^\n]*\n(?<rows>.*?)<!-- /concepts -->", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"(?<id>ASY\d{4})(\]\(rules/ASY\d{4}\.md\))?(?<planned> \(planned\))?")]
    private static partial Regex Rule();
}
