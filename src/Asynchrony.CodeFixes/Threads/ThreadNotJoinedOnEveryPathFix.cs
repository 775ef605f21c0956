using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Joins the thread before the early return. Offered where its body comes to an end whatever the caller does, where the thread was surely
/// started, and outside locks, which the body may need, and async code, which a join would block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadNotJoinedOnEveryPathFix() : RuleFix(ThreadNotJoinedOnEveryPath.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ReturnStatementSyntax>() is not { } early || Syntax.IsInAsyncCode(early) || flagged.Model.GetOperation(early, flagged.Cancellation) is not { } operation)
            yield break;

        foreach (var work in StartedWork.In(Survey.Of(operation.Root()), operation.EnclosingFunction(), flagged.Table("RunsDelegate")))
            if (work is { Kind: "thread", Name: { } name } && flagged.Diagnostic.Properties.GetValueOrDefault(ThreadNotJoinedOnEveryPath.Work) == name
                && IsBehind(early, work.Start) && flagged.EndsByItself(work.Creation) && !flagged.MayHoldLock(early))
                yield return new Fix($"Join '{name}' before the return", editor => editor.AddBefore(early, Syntax.Call(IdentifierName(name), "Join")));
    }

    /// <summary>True where the block that starts the thread goes on to the return: a thread that was never started cannot be joined.</summary>
    private static bool IsBehind(ReturnStatementSyntax early, IOperation start) =>
        start.Syntax.FirstAncestorOrSelf<StatementSyntax>()?.Siblings()?.Any(sibling => sibling.Span.Contains(early.Span)) == true;
}
