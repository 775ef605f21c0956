namespace Asynchrony.Tests.Framework;

/// <summary>How fixes of others broke programs: each row (X) has a number, and the thread it comes from where there is one.</summary>
public abstract class BrokenByFixes
{
    /// <summary>The fixes of a rule make of the program the other one, which compiles, and nothing finds anything new in it.</summary>
    protected static async Task Becomes(string row, string thread, string rule, string before, string after)
    {
        AssertRow(row, thread);
        Code.AssertCompiles(Code.Compilation(("Test0.cs", before)));
        Assert.Equal(after, await FixRun.ApplyAll(before, Of(rule)));
        await Catalog.AssertNothingNew(Code.Compilation(("Test0.cs", before)), Code.Compilation(("Test0.cs", after)));
    }

    /// <summary>The program is flagged by a rule, and none of its fixes is offered.</summary>
    protected static async Task Refuses(string row, string thread, string rule, string program)
    {
        AssertRow(row, thread);
        var compilation = Code.Compilation(("Test0.cs", program));
        Code.AssertCompiles(compilation);
        Assert.NotEmpty(await Code.Findings(compilation, Of(rule)));
        Assert.Empty(await FixRun.Offered(program, Of(rule)));
    }

    protected static IEnumerable<DiagnosticAnalyzer> Of(string rule) => Catalog.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(supported => supported.Id == rule));

    private static void AssertRow(string row, string thread)
    {
        Assert.Matches("^X[0-9]+$", row);
        Assert.NotNull(thread);
    }
}
