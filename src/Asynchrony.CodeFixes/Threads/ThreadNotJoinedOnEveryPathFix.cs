using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Joins the thread before the early return or throw, or in a finally block where a handler goes on. Offered where its body comes to an end
/// whatever the caller does, where the thread was surely started, and outside locks, which the body may need, and async code, which a join would
/// block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadNotJoinedOnEveryPathFix() : RuleFix(ThreadNotJoinedOnEveryPath.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>(node => node is ReturnStatementSyntax or ThrowStatementSyntax or TryStatementSyntax) is not { } end
            || Syntax.IsInAsyncCode(end) || flagged.Model.GetOperation(end, flagged.Cancellation) is not { } operation)
            yield break;

        foreach (var work in StartedWork.In(Survey.Of(operation.Root()), operation.EnclosingFunction(), flagged.Table("RunsDelegate")))
            if (work is { Kind: WorkKind.Thread, Name: { } name } && flagged.Diagnostic.Properties.GetValueOrDefault(ThreadNotJoinedOnEveryPath.Work) == name
                && IsBehind(end, work.Start) && flagged.EndsByItself(work.Creation) && !flagged.MayHoldLock(end))
                if (end is not TryStatementSyntax guarded)
                    yield return new Fix($"Join '{name}' before the {(end is ReturnStatementSyntax ? "return" : "throw")}", editor => editor.AddBefore(end, Syntax.Call(IdentifierName(name), "Join")));
                else if (guarded is { Finally: null, Block.Statements: [_, .., ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax joined, Name.Identifier.ValueText: "Join" }, ArgumentList.Arguments.Count: 0 } } last] }
                    && joined.Identifier.ValueText == name)
                    yield return new Fix($"Join '{name}' in a finally block", editor => editor.ReplaceNode(guarded, InFinally(guarded, last)));
    }

    /// <summary>The try statement with its last statement in a finally block.</summary>
    private static TryStatementSyntax InFinally(TryStatementSyntax guarded, StatementSyntax last)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(guarded), Syntax.Indentation(guarded), Indent.Unit(guarded));
        return guarded.WithBlock(guarded.Block.WithStatements(guarded.Block.Statements.Remove(guarded.Block.Statements.Last()))).WithFinally(Syntax.Finally(last, indentation, line, unit));
    }

    /// <summary>True where the block that starts the thread goes on to the end: a thread that was never started cannot be joined.</summary>
    private static bool IsBehind(StatementSyntax end, IOperation start) =>
        start.Syntax.FirstAncestorOrSelf<StatementSyntax>()?.Siblings()?.Any(sibling => sibling.Span.Contains(end.Span)) == true;
}
