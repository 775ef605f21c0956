using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Joins the thread before the early return. Offered where its body comes to an end whatever the caller does, and outside async code, which a
/// join would block.
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
                && flagged.EndsByItself(work.Creation))
                yield return new Fix($"Join '{name}' before the return", editor => editor.AddBefore(early, Syntax.Call(IdentifierName(name), "Join")));
    }
}
