using Asynchrony.Analyzers.Flow;
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
        else if (LaterWait.Behind(Behind(thread, flagged), thread.Join, $"Join '{thread.Name}' after the work that does not depend on it") is { } later)
        {
            yield return later;
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

    /// <summary>What need not wait for the thread; nothing where Start hands an object to the body.</summary>
    private static WorkBehind? Behind(JoinedThread thread, Flagged flagged)
    {
        if (thread.StartArgument is not null || flagged.Model.GetOperation(thread.Join, flagged.Cancellation) is not { } join)
            return null;

        var table = flagged.Table("Effects");
        var body = Effects.OfBody(thread.Target, flagged.Model.Compilation, table, flagged.Cancellation);
        return WorkBehind.Of(join, thread.Holder, body, mayFail: false, otherWaits: [], flagged.Model.Compilation, table, flagged.Cancellation);
    }
}
