using Asynchrony.Analyzers;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Repository;

/// <summary>
/// Rules run in groups, and a rule that is off costs nothing: it does not register and is not asked. docs/performance.md has the figures.
/// </summary>
public sealed class CostTests
{
    private const string Program = """
        class C
        {
            void M()
            {
                var t = new Thread(() => Console.WriteLine());
                t.Start();
                t.Join();
                for (int i = 0; i < 3; i++)
                    Task.Run(() => Console.WriteLine(i));
            }
        }
        """;

    [Fact]
    public void Every_rule_is_in_one_group() =>
        Assert.Equal(
            Catalog.Analyzers.Select(rule => rule.GetType().Name).Order(),
            Catalog.Groups.SelectMany(group => group.Members).Select(rule => rule.GetType().Name).Order());

    [Fact]
    public void Only_groups_are_loaded() =>
        Assert.Equal(
            Catalog.Groups.Select(group => group.GetType().Name).Order(),
            typeof(RuleGroup).Assembly.GetTypes().Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)).Select(type => type.Name).Order());

    [Fact]
    public async Task Groups_find_what_their_rules_find()
    {
        var compilation = Code.Compilation(("Program.cs", Program));
        var found = await Code.Findings(compilation, Catalog.Groups);
        Assert.NotEmpty(found);
        Assert.Equal((await Code.Findings(compilation, Catalog.Analyzers)).Select(finding => finding.ToString()), found.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task A_group_listens_once_for_all_its_rules()
    {
        var driver = Code.Compilation(("Program.cs", Program)).WithAnalyzers([new ProbeGroup(new Probe(), new Other())]);
        var result = await driver.GetAnalysisResultAsync(CancellationToken.None);
        Assert.Equal(1, Assert.Single(result.AnalyzerTelemetryInfo).Value.OperationBlockActionsCount);
    }

    /// <summary>A rule that listens to types in a group of bodies would make the driver, and what such rules share, gather everything a second time.</summary>
    [Fact]
    public async Task Rules_that_listen_to_types_are_one_group()
    {
        var result = await Code.Compilation(("Program.cs", Program)).WithAnalyzers([.. Catalog.Groups]).GetAnalysisResultAsync(CancellationToken.None);
        Assert.Equal([nameof(TypeRules)], result.AnalyzerTelemetryInfo.Where(group => group.Value.SymbolStartActionsCount > 0).Select(group => group.Key.GetType().Name));
    }

    [Fact]
    public async Task A_rule_that_is_on_registers_and_is_asked() => Assert.Equal((1, 2), await Ran(options => options));

    [Fact]
    public async Task A_rule_that_is_off_neither_registers_nor_is_asked() => Assert.Equal((0, 0), await Ran(options => Choose(options, ReportDiagnostic.Suppress)));

    [Fact]
    public async Task A_rule_that_is_off_for_the_project_neither_registers_nor_is_asked() =>
        Assert.Equal((0, 0), await Ran(options => options.WithSyntaxTreeOptionsProvider(new Config { Project = ReportDiagnostic.Suppress })));

    [Fact]
    public async Task A_rule_that_is_off_in_a_file_is_not_asked_there() =>
        Assert.Equal((1, 1), await Ran(options => options.WithSyntaxTreeOptionsProvider(new Config { First = ReportDiagnostic.Suppress })));

    [Fact]
    public async Task A_rule_that_is_off_but_in_one_file_is_asked_there() =>
        Assert.Equal((1, 1), await Ran(options => options.WithSyntaxTreeOptionsProvider(new Config { Project = ReportDiagnostic.Suppress, First = ReportDiagnostic.Warn })));

    [Fact]
    public async Task The_command_line_goes_before_the_files() => Assert.Equal((1, 2), await Ran(options =>
        Choose(options.WithSyntaxTreeOptionsProvider(new Config { Project = ReportDiagnostic.Suppress, First = ReportDiagnostic.Suppress }), ReportDiagnostic.Error)));

    [Fact]
    public async Task A_rule_that_crashes_does_not_keep_others_from_running()
    {
        var (crashes, after) = (new List<Exception>(), new Other());
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (crash, _, _) => crashes.Add(crash), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        await Code.Compilation(("Program.cs", Program)).WithAnalyzers([new ProbeGroup(new Probe { Crashes = true }, after)], options).GetAnalyzerDiagnosticsAsync();

        Assert.Equal("the probe crashes", Assert.Single(crashes).Message);
        Assert.Equal(1, after.Asked);
    }

    [Fact]
    public async Task What_rules_share_hears_of_a_file_in_which_one_of_them_is_off()
    {
        var (first, second) = (new Sharing("ASY2999"), new Sharing("ASY3000"));
        var compilation = Code.Compilation(("First.cs", "class C { void M() { } }"), ("Second.cs", "class D { void M() { } }"));
        var options = compilation.Options.WithSyntaxTreeOptionsProvider(new Config { First = ReportDiagnostic.Suppress });
        await Code.Findings(compilation.WithOptions(options), [new ProbeGroup(first, second)]);

        Assert.Equal([2, 2], new[] { first, second }.Select(sharing => sharing.Heard!.Bodies));
        Assert.Same(first.Heard, second.Heard);
    }

    /// <summary>How often a rule registered and was asked, beside another one that is on, in a program with a body in each of two files.</summary>
    private static async Task<(int Registered, int Asked)> Ran(Func<CompilationOptions, CompilationOptions> set)
    {
        var (probe, other) = (new Probe(), new Other());
        var compilation = Code.Compilation(("First.cs", "class C { void M() { } }"), ("Second.cs", "class D { void M() { } }"));
        await Code.Findings(compilation.WithOptions((CSharpCompilationOptions)set(compilation.Options)), [new ProbeGroup(probe, other)]);

        Assert.Equal((1, 2), (other.Registered, other.Asked));
        return (probe.Registered, probe.Asked);
    }

    private static CompilationOptions Choose(CompilationOptions options, ReportDiagnostic severity) =>
        options.WithSpecificDiagnosticOptions([KeyValuePair.Create("ASY2999", severity)]);

#pragma warning disable RS1001, RS2008 // Rules and groups of this test alone.
    private class Probe(string id) : RuleAnalyzer(new DiagnosticDescriptor(id, "Probe", "Probe", "Probe", DiagnosticSeverity.Warning, isEnabledByDefault: true))
    {
        private int asked;

        public Probe() : this("ASY2999")
        {
        }

        public bool Crashes { get; init; }

        public int Registered { get; private set; }

        public int Asked => asked;

        private protected override void Register(RuleRegistration on)
        {
            Registered++;
            on.EachBody(_ =>
            {
                Interlocked.Increment(ref asked);
                if (Crashes)
                    throw new InvalidOperationException("the probe crashes");
            });
        }
    }

    private sealed class Other() : Probe("ASY2998");

    private sealed class Sharing(string id) : RuleAnalyzer(new DiagnosticDescriptor(id, "Probe", "Probe", "Probe", DiagnosticSeverity.Warning, isEnabledByDefault: true))
    {
        public Counter? Heard { get; private set; }

        private protected override void Register(RuleRegistration on) => Heard = on.Once(() => new Counter(on));
    }

    private sealed class Counter
    {
        private int bodies;

        public Counter(RuleRegistration on) => on.EachBody(_ => Interlocked.Increment(ref bodies));

        public int Bodies => bodies;
    }

    private sealed class ProbeGroup(params RuleAnalyzer[] rules) : RuleGroup(rules);
#pragma warning restore RS1001, RS2008

    /// <summary>What files of configuration say of the probe: for the project, and for First.cs.</summary>
    private sealed class Config : SyntaxTreeOptionsProvider
    {
        public ReportDiagnostic? Project { get; init; }

        public ReportDiagnostic? First { get; init; }

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellation) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string id, CancellationToken cancellation, out ReportDiagnostic severity) =>
            Is(tree.FilePath == "First.cs" ? First : null, id, out severity);

        public override bool TryGetGlobalDiagnosticValue(string id, CancellationToken cancellation, out ReportDiagnostic severity) => Is(Project, id, out severity);

        private static bool Is(ReportDiagnostic? set, string id, out ReportDiagnostic severity)
        {
            severity = set ?? ReportDiagnostic.Default;
            return set is not null && id == "ASY2999";
        }
    }
}
