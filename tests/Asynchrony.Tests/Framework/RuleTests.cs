using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Framework;

/// <summary>
/// Tests one rule, and whatever fix claims it, against small programs. <c>[|…|]</c> marks what must be flagged.
/// <see cref="Flags"/> and <see cref="Accepts"/> take statements and try them in every container; the others take whole programs.
/// </summary>
public abstract class RuleTests<TAnalyzer> where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The statements are flagged at the marks, wherever they stand. <paramref name="members"/> are static members they may use.</summary>
    protected static async Task Flags(string body, string members = "", params string[] except)
    {
        Assert.Contains("[|", body);
        await Hosted(body, members, except);
    }

    protected static async Task Accepts(string body, string members = "", params string[] except)
    {
        Assert.DoesNotContain("[|", body);
        await Hosted(body, members, except);
    }

    protected static Task FlagsProgram(string program) => Matches(Marked.Parse(program));

    protected static Task AcceptsProgram(string program) => FlagsProgram(program);

    /// <summary>The messages of a program's findings, in the order of the text.</summary>
    protected static async Task Says(string program, params string[] messages)
    {
        var found = await Findings(program);
        Assert.Equal(messages, found.Select(diagnostic => diagnostic.GetMessage()));
    }

    /// <summary>The lines (from 1) of the additional locations of the only finding.</summary>
    protected static async Task PointsAt(string program, params int[] lines)
    {
        var found = Assert.Single(await Findings(program));
        Assert.Equal(lines, found.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line + 1));
    }

    /// <summary>The effective severities of a program's findings, in the order of the text.</summary>
    protected static async Task Weighs(string program, params DiagnosticSeverity[] severities) =>
        Assert.Equal(severities, (await Findings(program)).Select(diagnostic => diagnostic.Severity));

    /// <summary>
    /// The fix turns one program into the other, one finding at a time and as Fix All in document, project and solution; the outcome
    /// compiles and no rule of ours finds anything in it that was not there before.
    /// </summary>
    protected static async Task Fixes(string before, string after)
    {
        await new Check(before, after).RunAsync();

#if !ROSLYN_4_8 // Two runs of all rules for each fix: what they say does not depend on the compiler.
        await Catalog.AssertNothingNew(Code.Compilation(("Test0.cs", Marked.Parse(before).Text)), Code.Compilation(("Test0.cs", Marked.Parse(after).Text)));
#endif
    }

    /// <summary>
    /// The only action for the finding in the first document changes all documents as told; the outcome compiles, no rule of ours finds
    /// anything in it that was not there before, and the finding is gone, with those that it stood for.
    /// </summary>
    protected static async Task FixesEverywhere(string[] before, string[] after, int gone = 1)
    {
        var marked = before.Select(Marked.Parse).ToList();
        Assert.Single(marked[0].Spans);
        Assert.Equal(after, await FixRun.ApplyWhole([.. marked.Select(document => document.Text)], [new TAnalyzer()]));

        var (then, now) = (Together(marked.Select(document => document.Text)), Together(after));
        Code.AssertCompiles(then);
        await Catalog.AssertNothingNew(then, now);
        Assert.Equal((await Code.Findings(then, [new TAnalyzer()])).Length - gone, (await Code.Findings(now, [new TAnalyzer()])).Length);

        static CSharpCompilation Together(IEnumerable<string> texts) => Code.Compilation(texts.Select((text, index) => ($"Test{index}.cs", text)));
    }

    /// <summary>The fixes offered for the only finding, the best one first, make these programs of it; none of them is flagged any more, nor does another rule find anything new.</summary>
    protected static async Task Offers(string before, params string[] after)
    {
        var text = Marked.Parse(before).Text;
        await Matches(Marked.Parse(before));
        Assert.Equal(after, await FixRun.Choices(text, [new TAnalyzer()]));

        foreach (var outcome in after)
        {
            Code.AssertCompiles(Code.Compilation(("Test0.cs", outcome)));
            Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", outcome)), [new TAnalyzer()]));
            await Catalog.AssertNothingNew(Code.Compilation(("Test0.cs", text)), Code.Compilation(("Test0.cs", outcome)));
        }
    }

    /// <summary>The program is flagged at the marks, and no fix is offered, whatever the other documents of the project are.</summary>
    protected static async Task FlagsWithoutFix(string program, params string[] others)
    {
        var marked = Marked.Parse(program);
        Assert.NotEmpty(marked.Spans);
        await Matches(marked);
        Assert.Empty(await FixRun.Offered(marked.Text, [new TAnalyzer()], others));
    }

    private static async Task<ImmutableArray<Diagnostic>> Findings(string program)
    {
        var compilation = Code.Compilation(("Test0.cs", Marked.Parse(program).Text));
        Code.AssertCompiles(compilation);
        return await Code.Findings(compilation, [new TAnalyzer()]);
    }

    /// <summary>All containers share one compilation, each in a namespace of its own; only top-level statements need one for themselves.</summary>
    private static async Task Hosted(string body, string members, string[] except)
    {
        var declared = members.Length == 0 ? "" : $"\nstatic class Members {{ {members} }}";
        var imported = members.Length == 0 ? "" : "using static Members;\n";
        var containers = Containers.Host(body, except).ToLookup(container => container.IsTopLevel);

        foreach (var (name, program, _) in containers[true])
            await Matches([(name, Marked.Parse(imported + program + declared))]);

        await Matches([.. containers[false].Select((container, index) => (container.Name, Marked.Parse($"namespace In{index};\n{imported}{container.Program}{declared}")))]);
    }

    private static Task Matches(Marked marked) => Matches([("Test0", marked)]);

    private static async Task Matches((string Name, Marked Marked)[] documents)
    {
        if (documents is [])
            return;

        var compilation = Code.Compilation(documents.Select(document => (document.Name + ".cs", document.Marked.Text)));
        Code.AssertCompiles(compilation);

        var found = (await Code.Findings(compilation, [new TAnalyzer()])).ToLookup(finding => finding.Location.SourceTree!.FilePath, finding => finding.Location.SourceSpan);
        Assert.Equal(
            documents.SelectMany(document => document.Marked.Spans.Select(span => Shown(document, span))),
            documents.SelectMany(document => found[document.Name + ".cs"].Order().Select(span => Shown(document, span))));

        static string Shown((string Name, Marked Marked) document, TextSpan span) =>
            $"{document.Name}: {document.Marked.Text.Substring(span.Start, span.Length)} at {span.Start}";
    }

    private sealed class Check : CSharpCodeFixTest<TAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
    {
        public Check(string before, string after)
        {
            // The library turns line ends into those of the machine unless told otherwise: texts are taken as they are written.
            TestState.Sources.Add(before);
            FixedState.Sources.Add(after);
            TestState.Sources.Add(("Usings.cs", Code.Usings));
            FixedState.Sources.Add(("Usings.cs", Code.Usings));
            TestState.OutputKind = Code.Compilation(("Test0.cs", Marked.Parse(before).Text)).Options.OutputKind;
            ReferenceAssemblies = new ReferenceAssemblies("offline");
            TestState.AdditionalReferences.AddRange(Code.References);
            // A fix for one finding may leave others: those carry marks in the fixed text.
            if (after.Contains("[|"))
                FixedState.MarkupHandling = MarkupMode.Allow;
        }

        protected override ParseOptions CreateParseOptions() => Code.Parsing();

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: Code.SwitchedOn);

        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() =>
            Catalog.Fixes.Where(fix => fix is RuleFix && fix.FixableDiagnosticIds.Intersect(new TAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)).Any());
    }
}
