using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// In async code the thread becomes an awaited task. Elsewhere the join moves down behind work that provably does not depend on the
/// thread; where there is none, the body is called directly, unless a catch of the caller would then see its exceptions.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class JoinedRightAfterStartFix() : RuleFix(JoinedRightAfterStart.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (JoinedThread.Of(flagged) is not { } thread)
            yield break;

        if (thread.IsInAsyncCode)
        {
            if (thread.IsReplaceable && !thread.IsGuarded && thread.Body is { } work && thread.StartArgument is null)
                yield return new Fix($"Await '{thread.Name}' as a task", editor => thread.ReplaceBy(editor, AwaitedTask(work)));
        }
        else if (LastIndependent(thread, flagged) is { } last)
        {
            yield return new Fix($"Join '{thread.Name}' after the work that does not depend on it", editor =>
            {
                editor.Drop(thread.Join);
                editor.AddAfter(last, thread.Join.WithoutTrivia().WithLeadingTrivia(thread.Join.Remarks()));
            });
        }
        else if (thread.IsReplaceable && !thread.IsGuarded && thread.DirectCall is { } call)
        {
            yield return new Fix("Call the body directly", editor => thread.ReplaceBy(editor, call));
        }
    }

    private static StatementSyntax[] AwaitedTask(ExpressionSyntax body)
    {
        var task = ParseName("global::System.Threading.Tasks.Task").WithAdditionalAnnotations(Simplifier.Annotation);
        var awaited = Syntax.Spaced(ExpressionStatement(AwaitExpression(InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, task, IdentifierName("Run")),
            ArgumentList(SingletonSeparatedList(Argument(IdentifierName("body"))))))));

        return [awaited.ReplaceNode(awaited.DescendantNodes().OfType<ArgumentSyntax>().Single().Expression, body.WithoutTrivia())];
    }

    /// <summary>
    /// The last of the statements behind the join that may run beside the body: each is known, touches nothing the body writes and the
    /// other way round, leaves the block by no way but its end, and opens nothing that closes at the end of the block. Nor does it wait, let
    /// others go on (a signal, a cancellation) or free anything: until now the body had ended before it did.
    /// </summary>
    private static StatementSyntax? LastIndependent(JoinedThread thread, Flagged flagged)
    {
        var table = Table.Of("Effects", flagged.Document.Project.AnalyzerOptions, flagged.Cancellation);
        var compilation = flagged.Model.Compilation;
        var body = Effects.OfBody(thread.Target, compilation, table, flagged.Cancellation);
        StatementSyntax? last = null;

        if (body.Unknown || thread.StartArgument is not null)
            return null;

        foreach (var statement in thread.Siblings.SkipWhile(sibling => sibling != thread.Join).Skip(1))
        {
            if (LeavesOrDeclares(statement) || flagged.Model.GetOperation(statement, flagged.Cancellation) is not { } operation)
                break;

            var effects = Effects.Of(operation, compilation, table, flagged.Cancellation);
            if (effects.Waits || effects.Frees || !effects.IsIndependentOf(body))
                break;
            if (effects.Works)
                last = statement;
        }

        return last;
    }

    private static bool LeavesOrDeclares(StatementSyntax statement) => statement.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax).Any(node =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or GotoStatementSyntax or YieldStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax
            or LocalFunctionStatementSyntax or LabeledStatementSyntax or AwaitExpressionSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 });
}
