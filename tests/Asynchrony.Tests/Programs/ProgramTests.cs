using Asynchrony.Tests.Framework;
using Asynchrony.Tests.Repository;

namespace Asynchrony.Tests.Programs;

/// <summary>
/// Realistic programs, each in the folder of the rule it is about: flagged at the marks and nowhere else, by no other rule, and right once
/// the fix was applied, which is seen by running it. What a program prints stands at its end behind <c>// prints:</c>. Lines at its top may say
/// <c>// no fix</c> (the finding is right, a rewrite would not be: it is run as it stands if its output is known), <c>// also ASYnnnn</c> (another rule has a finding of
/// its own here) and <c>// window application</c> (its threads are all that keep it alive).
/// </summary>
public sealed class ProgramTests
{
    private const string Prints = "// prints:";

    public static TheoryData<string> Files
    {
        get
        {
            var root = RepositoryTests.PathOf("tests", "Asynchrony.Tests", "Programs");
            return [.. Directory.GetDirectories(root, "ASY*").SelectMany(folder => Directory.GetFiles(folder, "*.cs")).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Is_flagged_repaired_and_run(string file)
    {
        var text = (await File.ReadAllTextAsync(RepositoryTests.PathOf("tests", "Asynchrony.Tests", "Programs", file))).ReplaceLineEndings("\n");
        var (id, marked) = (file.Split('/')[0], Marked.Parse(text));
        var others = Catalog.Rules.Select(rule => rule.Rule.Id).Where(other => text.Contains($"// also {other}\n")).ToList();

        var found = await Findings(marked.Text, id);
        Assert.Equal(
            marked.Spans.Select(span => $"{id} {marked.Text.Substring(span.Start, span.Length)} at {span.Start}"),
            found.Where(finding => !others.Contains(finding.Id)).OrderBy(finding => finding.Location.SourceSpan.Start).Select(finding =>
                $"{finding.Id} {marked.Text.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length)} at {finding.Location.SourceSpan.Start}"));

        var rule = Catalog.Rules.Where(rule => rule.Rule.Id == id).Select(rule => rule.Analyzer).ToList();
        Assert.NotEmpty(rule);

        if (text.Contains("// no fix\n"))
        {
            Assert.Empty(await FixRun.Offered(marked.Text, rule));
            if (text.Contains(Prints))
                Assert.Equal(Printed(text), await Run(marked.Text));
        }
        else
        {
            Assert.Equal(Printed(text), await Run(await Repaired(marked.Text, rule, found)));
        }
    }

    /// <summary>The program when no fix has anything to offer any more; unchanged where nothing was flagged.</summary>
    private static async Task<string> Repaired(string program, IReadOnlyList<DiagnosticAnalyzer> rule, ImmutableArray<Diagnostic> found)
    {
        var repaired = await FixRun.ApplyAll(program, rule);
        var left = await Findings(repaired, rule[0].SupportedDiagnostics[0].Id);
        Assert.Empty(left.Where(finding => rule[0].SupportedDiagnostics.Any(own => own.Id == finding.Id)).Select(finding => finding.ToString()));
        Assert.Empty(left.Select(finding => finding.Id).Except(found.Select(finding => finding.Id)));
        return repaired;
    }

    private static Task<ImmutableArray<Diagnostic>> Findings(string program, string id)
    {
        var compilation = Code.Compilation(("Program.cs", program));
        Code.AssertCompiles(compilation);
        return Code.Findings(compilation, Catalog.Telling(id));
    }

    private static string Printed(string text)
    {
        var start = text.LastIndexOf(Prints, StringComparison.Ordinal);
        Assert.True(start >= 0, $"A program says at its end, behind '{Prints}', what it prints.");
        return string.Concat(text[(start + Prints.Length)..].Split('\n').Where(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].TrimStart() + "\n"));
    }

    /// <summary>Runs the program in a process of its own, which ends as a user would see it end, and returns what it printed.</summary>
    private static async Task<string> Run(string program)
    {
        var folder = Directory.CreateTempSubdirectory("asynchrony");

        try
        {
            var file = Path.Combine(folder.FullName, "Program.dll");
            Assert.True(Code.Compilation(("Program.cs", program)).Emit(file).Success);
            await File.WriteAllTextAsync(Path.ChangeExtension(file, ".runtimeconfig.json"), """{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""");

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
            })!;
            using var stop = limit.Token.Register(process.Kill);
            var (printed, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();

            Assert.False(limit.IsCancellationRequested, "The program does not come to an end.");
            Assert.True(process.ExitCode == 0, await complaints);
            return (await printed).ReplaceLineEndings("\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
