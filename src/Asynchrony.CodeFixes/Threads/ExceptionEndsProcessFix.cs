using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// A thread that async code joins becomes a task that it awaits: the exception then comes to the caller. Any other body gets a handler like
/// another one of its type; where the type has none, only a person may choose one that reports and goes on.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ExceptionEndsProcessFix() : RuleFix(ExceptionEndsProcess.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (AwaitedTask(flagged) is { } awaited)
            yield return awaited;
        else if (UncaughtBody.At(flagged) is not { } body)
            yield break;
        else if (OwnHandler.Of(body.Code, flagged) is { } handler)
            yield return new Fix("Catch what the body may throw as other code of this type does", editor => body.Guard(editor, handler.In(body)));
        else
            yield return new Fix("Catch and report what the body may throw", editor => body.Guard(editor, OwnHandler.Reporting(body, flagged)), IsAlone: true);
    }

    /// <summary>A task in the place of a thread that its async function joins, if that ends by itself.</summary>
    private static Fix? AwaitedTask(Flagged flagged) =>
        flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var work }] } made
        && flagged.Model.GetOperation(made, flagged.Cancellation) is IObjectCreationOperation { Constructor.Parameters: [{ Type.Name: "ThreadStart" }] } creation
        && creation.Arguments[0].Value.Unwrapped() is IAnonymousFunctionOperation or IMethodReferenceOperation
        && creation.Arguments[0].Value.Target(flagged.Model.Compilation, flagged.Cancellation) is { } function
        && LocalThread.Of(creation, flagged) is { Joins.Count: > 0 } thread && thread.MayAwait(flagged) && !flagged.MayGoOn(function)
            ? new Fix("Run the body as a task and await it", editor => thread.ReplaceBy(editor, TaskRun.Of(flagged, work)))
            : null;
}
