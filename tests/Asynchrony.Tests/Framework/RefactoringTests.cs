using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Asynchrony.Tests.Framework;

/// <summary>Tests one action that no finding asks for: <c>[|…|]</c> marks where the user stands, one place at a time.</summary>
public abstract class RefactoringTests<TRefactoring> where TRefactoring : CodeRefactoringProvider, new()
{
    /// <summary>From every marked place one action turns one program into the other, which compiles, and no rule of ours finds anything in it that was not there before.</summary>
    protected static async Task Turns(string before, string after)
    {
        var marked = Marked.Parse(before);
        Assert.NotEmpty(marked.Spans);
        foreach (var span in marked.Spans)
            Assert.Equal(after, Assert.Single(await FixRun.Refactored(marked.Text, span, new TRefactoring())));

        var (then, now) = (Code.Compilation(("Test0.cs", marked.Text)), Code.Compilation(("Test0.cs", after)));
        Code.AssertCompiles(then);
        Code.AssertCompiles(now);
        var known = await Code.Findings(then, Catalog.Analyzers);
        var left = await Code.Findings(now, Catalog.Analyzers);
        Assert.Empty(left.Select(finding => finding.Id).Except(known.Select(finding => finding.Id)));
    }

    /// <summary>Nothing is offered at the marked places.</summary>
    protected static async Task Leaves(string program)
    {
        var marked = Marked.Parse(program);
        Assert.NotEmpty(marked.Spans);
        foreach (var span in marked.Spans)
            Assert.Empty(await FixRun.Refactored(marked.Text, span, new TRefactoring()));
    }
}
