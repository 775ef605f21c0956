using System.Text.RegularExpressions;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>
/// Every example in docs/rules compiles, is flagged by all our rules exactly on the lines that end in "// ASYnnnn", and each block under
/// "Fixed" is what the fixes make of the block of the same number under "Flagged".
/// </summary>
public sealed partial class PageTests
{
    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (var page in Pages)
                for (var index = 0; index < Blocks(page).Count; index++)
                    examples.Add(page, index);
            return examples;
        }
    }

    public static TheoryData<string> Ids => [.. Catalog.RulesWithPage.Select(entry => entry.Rule.Id)];

    private static IEnumerable<string> Pages => Directory.GetFiles(RepositoryTests.PathOf("docs", "rules"), "*.md").Select(file => Path.GetFileName(file)).Order();

    [Theory, MemberData(nameof(Examples))]
    public async Task Example_means_what_it_says(string page, int index)
    {
        var code = Blocks(page)[index];
        var claimed = code.Split('\n').SelectMany((line, number) => Claim().Matches(line).Select(claim => (claim.Value, number)));
        var compilation = Code.Compilation(("Example.cs", code));
        Code.AssertCompiles(compilation);

        var found = await Code.Findings(compilation, Catalog.Telling(Path.GetFileNameWithoutExtension(page)));
        Assert.Equal(claimed.Order(), found.Select(finding => (finding.Id, finding.Location.GetLineSpan().StartLinePosition.Line)).Distinct().Order());
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Fixed_is_the_fix_of_flagged(string id)
    {
        var flagged = Section(id, "Flagged");
        var repaired = Section(id, "Fixed");
        Assert.NotEmpty(flagged);
        Assert.All(flagged, block => Assert.Contains($"// {id}", block));

        if (Catalog.FixOf(id) is null)
            return;

        Assert.NotEmpty(repaired);
        foreach (var (before, after) in flagged.Zip(repaired))
            Assert.Equal(after, await FixRun.ApplyAll(ClaimComment().Replace(before, ""), Catalog.Telling(id)));
    }

    public static TheoryData<string> FixedIds => [.. Catalog.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Where(id => id.StartsWith("ASY", StringComparison.Ordinal)).Order()];

    /// <summary>
    /// A fix that is exported promises an action (X27, sdk#55538): one is offered for what its page shows. What builds tell has the page of
    /// its rule: there the finding of that is told by the other.
    /// </summary>
    [Theory, MemberData(nameof(FixedIds))]
    public async Task X27_A_fix_that_is_exported_offers_something(string id)
    {
        var fix = Assert.Single(Catalog.Fixes, fix => fix.FixableDiagnosticIds.Contains(id));
        Assert.Contains(fix.GetType().GetCustomAttributes(inherit: false), attribute => attribute is Microsoft.CodeAnalysis.CodeFixes.ExportCodeFixProviderAttribute { Languages: [LanguageNames.CSharp] });

        var rule = Assert.Single(Catalog.Rules, entry => entry.Rule.Id == id).Rule;
        foreach (var example in Blocks($"{Catalog.PageOf(id)}.md"))
            if ((await FixRun.OfferedAs(ClaimComment().Replace(example, ""), Catalog.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(told => told.Id == Catalog.PageOf(id))), rule)).Count > 0)
                return;
        Assert.Fail($"No example of the page of {id} is one that its fix knows an answer to.");
    }

#if !ROSLYN_4_8
    [Theory, InlineData("ASY1001"), InlineData("ASY2013"), InlineData("ASY3005"), InlineData("ASY4001"), InlineData("ASY5011")]
    public async Task A_cancelled_request_spoils_none_that_follows(string id)
    {
        var compilation = Code.Compilation(("Example.cs", Section(id, "Flagged")[0]), ("Other.cs", "class OfNoInterest { public void Run() => Console.WriteLine(); }"));
        var trees = compilation.SyntaxTrees.ToDictionary(tree => tree.FilePath);
        var crashes = new List<Exception>();
        var editor = compilation.WithAnalyzers([.. Catalog.Groups], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (crash, _, _) => { lock (crashes) crashes.Add(crash); }, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

        using (var request = new CancellationTokenSource())
        {
            await editor.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(trees["Other.cs"]), null, request.Token);
            request.Cancel();
        }

        var found = await editor.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(trees["Example.cs"]), null, CancellationToken.None);
        Assert.Empty(crashes.Select(crash => crash.ToString()));
        Assert.Contains(id, found.Select(finding => finding.Id));
    }
#endif

    private static List<string> Blocks(string page) =>
        [.. Block().Matches(File.ReadAllText(RepositoryTests.PathOf("docs", "rules", page))).Select(match => match.Groups[1].Value)];

    private static List<string> Section(string id, string name)
    {
        var text = Regex.Match(RepositoryTests.Page(id), $@"\n## {name}\n(.*?)(?=\n## |\z)", RegexOptions.Singleline).Groups[1].Value;
        return [.. Block().Matches(text).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=// (ASY\d{4}, )*)ASY\d{4}")]
    private static partial Regex Claim();

    [GeneratedRegex(@" // ASY\d{4}(, ASY\d{4})*(?=\n)")]
    private static partial Regex ClaimComment();
}
