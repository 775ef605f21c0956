using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
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

        var (options, compilation) = (flagged.Document.Project.AnalyzerOptions, flagged.Model.Compilation);
        var runsDelegate = Table.Of("RunsDelegate", options, flagged.Cancellation);
        var survey = Survey.Of(operation.Root());

        foreach (var work in StartedWork.In(survey, operation.EnclosingFunction(), runsDelegate))
            if (work is { Kind: "thread", Name: { } name } && flagged.Diagnostic.Properties.GetValueOrDefault(ThreadNotJoinedOnEveryPath.Work) == name
                && new Termination(compilation, Table.Of("KeepsAlive", options, flagged.Cancellation), runsDelegate, flagged.Cancellation).OfWork(work.Creation) == Ending.Ends)
                yield return new Fix($"Join '{name}' before the return", editor => editor.AddBefore(early, Syntax.Call(IdentifierName(name), "Join")));
    }
}
