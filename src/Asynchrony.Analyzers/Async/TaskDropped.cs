using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A call returns a task and is a statement of its own, where the compiler says nothing: in a function that is not async, and behind a
/// question mark. Silent where the task is discarded on purpose, continued, or handed to code of the project; where it is complete from the
/// start, or its method makes it once and keeps it; for work that is put on another thread, which is meant to go on beside (ASY2002 looks at
/// entry points), or that deals with all its exceptions; in what is there to forget tasks; for what the table leaves alone; and for what tests
/// see thrown.
/// </summary>
public sealed class TaskDropped() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1007",
        title: "Await the task, or keep it",
        message: "The task of '{0}' is dropped: nobody waits for it, and what it throws is lost",
        why: "The code behind the call goes on before the work is done, and when the work fails nobody learns of it.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean to drop a task.</summary>
    internal static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal, "CS4014", "VSTHRD110", "MA0134", "CA2012");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (unawaited, runsDelegate) = (on.Table("Unawaited"), on.Table("RunsDelegate"));
        on.EachBody(context => Check(context, on.Known.ExpressionTree, unawaited, runsDelegate));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree, Table unawaited, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
            foreach (var statement in context.Surveyed(body).Calls)
                if (DroppedTask.Of(statement) is { } dropped
                    && (statement.EnclosingFunction() ?? body) is var function
                    && !dropped.IsSeenByCompiler(function.IsAsync(context.Owner))
                    && !statement.IsInExpressionTree(expressionTree)
                    && !dropped.IsLeftAlone(unawaited) && context.Owner.Name.IndexOf("Forget", StringComparison.Ordinal) < 0 && !WaitsByDesign.IsToThrow(function)
                    && !runsDelegate.Says(dropped.Call.TargetMethod, "task")
                    && !dropped.IsComplete(context.Compilation, context.Cancellation) && !DroppedTask.IsKeptBy(dropped.Call.TargetMethod, context.Compilation, context.Cancellation)
                    && context.IsReached(statement)
                    && !dropped.KeepsExceptions(runsDelegate, context.Compilation, context.Cancellation)
                    && !AuthorsWord.SwitchesOff(statement.Syntax, Peers) && !AuthorsWord.ExplainsDrop(statement.Syntax))
                    context.ReportWeakerInTests(new Finding(Rule, dropped.Call.Head(), dropped.Call.TargetMethod.Name));
    }
}
