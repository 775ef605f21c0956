using System.Globalization;
using System.Text.RegularExpressions;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>
/// What a person made of the findings of each rule on real code, and on which code the rules were run. The pages quote the figures, and a
/// rule warns only where they allow it.
/// </summary>
public sealed partial class ReadingsTests
{
    /// <summary>Behind the verdict of a finding that a later build no longer made, over the same code: it stays on record, and counts neither way.</summary>
    private const string Gone = ", gone";

    private const string Header = "repository\tcommit\tpath\tline\tverdict\treason";
    private const string CorpusHeader = "repository\tcommit\tfiles\tlines";
    private const string FoundHeader = "rule\tfindings";

    /// <summary>Rules that warn with fewer readings, because their issue names programs that prove them instead.</summary>
    private static readonly string[] Accepted = [];

    /// <summary>Suggestions that were not run over any of it yet.</summary>
    private static readonly string[] Unrun = ["ASY2012"];

    /// <summary>Suggestions that were not run over the whole corpus yet: their pages promise nothing, and tell what was read so far.</summary>
    private static readonly string[] Pending = ["ASY1001", "ASY1002", "ASY1003", "ASY1004", "ASY1005", "ASY1006", "ASY1007", "ASY1008", "ASY1009", "ASY1010", "ASY1011", "ASY1012", "ASY1013", "ASY1014", "ASY1015", "ASY1016", "ASY1017", "ASY1018", "ASY1025", "ASY2001", "ASY2002", "ASY2003", "ASY2004", "ASY2005", "ASY2006", "ASY2007", "ASY2008", "ASY2009", "ASY2010", "ASY2011", "ASY2012", "ASY2013", "ASY2014", "ASY2015", "ASY2016", "ASY2017", "ASY2018", "ASY2019", "ASY2511", "ASY2512", "ASY3001", "ASY3002", "ASY3003", "ASY3004", "ASY3005", "ASY3006", "ASY3007", "ASY3008", "ASY3009", "ASY3010", "ASY3504", "ASY3505", "ASY4001", "ASY4002", "ASY4003", "ASY4004", "ASY4005", "ASY4006", "ASY4007", "ASY4008", "ASY4009", "ASY4010", "ASY4011", "ASY4012", "ASY4013", "ASY4014", "ASY5001", "ASY5002", "ASY5003", "ASY5004", "ASY5006", "ASY5007", "ASY5008", "ASY5009", "ASY5010", "ASY5011", "ASY5012", "ASY5013", "ASY5014", "ASY5015", "ASY5016", "ASY5017", "ASY5018", "ASY5019", "ASY5020", "ASY5021", "ASY5022", "ASY5024", "ASY5025", "ASY5026", "ASY5027", "ASY5028", "ASY5029", "ASY5030", "ASY5508", "ASY5509", "ASY5510", "ASY5511", "ASY5512", "ASY5520", "ASY5526", "ASY5530"];

    public static TheoryData<string> Ids => [.. Catalog.Rules.Select(entry => entry.Rule.Id)];

    public static TheoryData<string> Files => [.. Directory.GetFiles(PathOf(), "ASY*").Select(file => Path.GetFileName(file)).Order()];

    private static IEnumerable<string> Warnings =>
        Catalog.Rules.Where(entry => entry.Rule.DefaultSeverity == DiagnosticSeverity.Warning).Select(entry => entry.Rule.Id).Except(Accepted);

    private static IReadOnlyList<(string Repository, string Commit, int Lines)> Corpus =>
        [.. Rows("corpus.tsv").Select(row => (row[0], row[1], Number(row[3])))];

    [Theory, MemberData(nameof(Files))]
    public void Readings_belong_to_a_rule(string file) =>
        Assert.Contains(file, Catalog.Rules.Select(entry => $"{entry.Rule.Id}.tsv"));

    [Theory, MemberData(nameof(Ids))]
    public void Readings_are_well_formed(string id)
    {
        Assert.Equal(Header, File.ReadLines(PathOf($"{id}.tsv")).FirstOrDefault());
        Assert.All(Rows($"{id}.tsv"), row =>
        {
            Assert.Equal(6, row.Length);
            Assert.Matches("^[0-9a-f]{40}$", row[1]);
            Assert.EndsWith(".cs", row[2], StringComparison.OrdinalIgnoreCase);
            Assert.True(Number(row[3]) > 0);
            Assert.Contains(row[4].Replace(Gone, ""), new[] { "right", "wrong", "unclear" });
            Assert.Matches(@"\S", row[5]);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void No_finding_is_read_twice(string id) => Assert.Distinct(File.ReadLines(PathOf($"{id}.tsv")));

    [Theory, MemberData(nameof(Ids))]
    public void Readings_are_of_code_that_was_run(string id) =>
        Assert.Empty(Rows($"{id}.tsv").Select(row => (row[0], row[1])).Except(Corpus.Select(entry => (entry.Repository, entry.Commit))));

    [Theory, MemberData(nameof(Ids))]
    public void Page_quotes_the_readings(string id) => RepositoryTests.Agree(["docs", "rules", $"{Catalog.PageOf(id)}.md"], Catalog.PageOf(id) == id ? "readings" : $"readings of {id}", Paragraph(id));

    /// <summary>An unclear finding counts as wrong: the reader could not be convinced.</summary>
    [Fact]
    public void A_warning_has_ten_readings_and_nine_of_ten_are_right() => Assert.All(Warnings, id =>
    {
        var (read, right) = Read(id);
        Assert.True(read >= 10 && right * 10 >= read * 9, $"{id}: {right} of {read} readings are right");
    });

    [Fact]
    public void Accepted_rules_warn_and_would_fail_otherwise() => Assert.All(Accepted, id =>
    {
        Assert.Contains(Catalog.Rules, entry => entry.Rule.Id == id && entry.Rule.DefaultSeverity == DiagnosticSeverity.Warning);
        var (read, right) = Read(id);
        Assert.False(read >= 10 && right * 10 >= read * 9, $"{id} no longer needs its exception");
    });

    [Fact]
    public void Corpus_is_well_formed()
    {
        Assert.Equal(CorpusHeader, File.ReadLines(PathOf("corpus.tsv")).FirstOrDefault());
        Assert.All(Rows("corpus.tsv"), row =>
        {
            Assert.Equal(4, row.Length);
            Assert.Matches("^[^/]+/[^/]+$", row[0]);
            Assert.Matches("^[0-9a-f]{40}$", row[1]);
            Assert.True(Number(row[2]) > 0 && Number(row[3]) > 0);
        });
        Assert.Distinct(Corpus.Select(entry => entry.Repository));
        Assert.Equal(Corpus.Select(entry => entry.Repository).Order(StringComparer.Ordinal), Corpus.Select(entry => entry.Repository));
    }

    /// <summary>Only a rule whose findings were too many to read them all needs a row here.</summary>
    [Fact]
    public void Found_is_well_formed()
    {
        Assert.Equal(FoundHeader, File.ReadLines(PathOf("found.tsv")).FirstOrDefault());
        Assert.All(Rows("found.tsv"), row =>
        {
            Assert.Equal(2, row.Length);
            Assert.Contains(row[0], Catalog.Rules.Select(entry => entry.Rule.Id));
            Assert.True(Number(row[1]) > Read(row[0]).All);
        });
        Assert.Distinct(Rows("found.tsv").Select(row => row[0]));
    }

    private static string Paragraph(string id)
    {
        var (read, right) = Read(id);
        var found = Rows("found.tsv").Where(row => row[0] == id).Select(row => Number(row[1])).Append(read).First();
        var where = FormattableString.Invariant($"in {Corpus.Count} repositories with {Corpus.Sum(entry => entry.Lines):N0} lines");

        return Unrun.Contains(id) ? "On real code: not run yet.\n"
            : Pending.Contains(id) ? $"On real code: not run over the whole corpus yet; {(read == 0 ? "nothing found so far" : $"{right} of {read} {(read == 1 ? "finding" : "findings")} read so far {(read == 1 ? "was" : "were")} right")}.\n"
            : found == 0 ? $"On real code: none found {where}.\n"
            : FormattableString.Invariant($"On real code: {found:N0} {(found == 1 ? "finding" : "findings")} {where}; ")
                + (read == 0 ? "none was read.\n" : FormattableString.Invariant($"{right} of {read} read {(read == 1 ? "was" : "were")} right ({right * 100 / read} %).\n"));
    }

    private static (int All, int Right) Read(string id)
    {
        var rows = Rows($"{id}.tsv").Where(row => !row[4].EndsWith(Gone, StringComparison.Ordinal)).ToList();
        return (rows.Count, rows.Count(row => row[4] == "right"));
    }

    private static List<string[]> Rows(string file) => [.. File.ReadLines(PathOf(file)).Skip(1).Select(line => line.Split('\t'))];

    private static int Number(string text) => WholeNumber().IsMatch(text) ? int.Parse(text, CultureInfo.InvariantCulture) : -1;

    private static string PathOf(params string[] parts) => RepositoryTests.PathOf(["docs", "readings", .. parts]);

    [GeneratedRegex("^[0-9]{1,9}$")]
    private static partial Regex WholeNumber();
}
