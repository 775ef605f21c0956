using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// An async function is the body of a thread, of a work item of the pool, or of a task that asks for a thread of its own. Silent where it
/// awaits nothing that has to wait; where it brings its awaits back to its own thread, or another scheduler may; and for a work item that
/// deals with its exceptions itself, which is a way to start what nobody waits for.
/// </summary>
public sealed class AsyncThreadBody() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2009",
        title: "Run async code as a task, not on a thread of its own",
        message: "{0} ends at the first await of its async body: {1}",
        why: "A body is over for its thread when it returns, and an async one returns at its first await: the rest runs on the pool, where no join waits for it and no caller catches what it throws.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(context => Check(context, runsDelegate, on.Known.ExpressionTree));
    }

    private static void Check(BodyContext context, Table runsDelegate, INamedTypeSymbol? expressionTree)
    {
        foreach (var body in context.Blocks)
            foreach (var found in AsyncOnThread.In(context.Surveyed(body), runsDelegate, context.Compilation, context.Cancellation))
                if (!(found.Handover.RunsOn == WorkKind.Pool && found.KeepsExceptions)
                    && found.Handover.Call is var start && !start.IsInExpressionTree(expressionTree) && context.IsReached(start))
                    context.ReportWeakerInTests(new Finding(Rule, start.Head(), Named(found), Harm(found)).Also(found.FirstAwait.Syntax.GetLocation()));
    }

    private static string Named(AsyncOnThread found) => found.Handover.RunsOn switch
    {
        WorkKind.Pool => "This work item",
        WorkKind.Task => "The thread of this long-running task",
        _ => "This thread",
    };

    private static string Harm(AsyncOnThread found) => found.Handover.RunsOn switch
    {
        WorkKind.Pool => "nothing waits for the rest, and an exception in it ends the process",
        WorkKind.Task => "the rest runs on the pool, and the thread was made in vain",
        _ => found.KeepsExceptions ? "a join does not wait for the rest" : "a join does not wait for the rest, and an exception in it ends the process",
    };
}
