using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// Start and Join with nothing in between: the caller stands still while the thread runs, so the thread adds no concurrency.
/// Silent where the thread has a purpose of its own: apartment, stack size, culture, priority, identity, a time limit, a context that
/// must not flow, state that belongs to a thread, locks among it that only another thread finds taken. Silent in tests, where the thread is made
/// in a loop (ASY2006), where others know it, where something started earlier still runs, and where another path starts the same thread: there
/// it may well run beside its caller.
/// </summary>
public sealed class JoinedRightAfterStart() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2004",
        title: "Let the caller work between Start and Join",
        message: "Thread '{0}' is joined right after it starts, so nothing runs beside it",
        why: "Join blocks until the thread ends; joined at once, the thread costs its creation and runs nothing in parallel.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var purposes = on.Table("ThreadPurpose");
        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(body => Check(body, on.Known.Thread, purposes, runsDelegate));
    }

    private static void Check(BodyContext context, ThreadSymbols thread, Table purposes, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
            foreach (var local in LocalObject.CreatedIn(context.Surveyed(body), thread.Type))
            {
                if (local.Escapes || local.Creation.EnclosingLoop() is not null || JoinAfterStart(local, thread) is not var (start, join))
                    continue;

                if (ThreadPurpose.Of(local, purposes)
                    || StillRunning.At(start, thread, runsDelegate)
                    || !context.IsReached(join)
                    || context.Surroundings().IsTest(context.Owner, join.Syntax.SyntaxTree, context.Cancellation))
                    continue;

                context.Report(new Finding(Rule, join.Head(), local.Local.Name).Also(start.Syntax.GetLocation(), local.Creation.Head()));
            }
    }

    /// <summary>The start and the untimed join of a thread that stand next to each other.</summary>
    private static (IInvocationOperation Start, IInvocationOperation Join)? JoinAfterStart(LocalObject local, ThreadSymbols thread)
    {
        var starts = local.Calls.Where(call => thread.Starts(call.TargetMethod)).ToList();

        if (starts.Count == 1 && starts[0] is var start && thread.Start.Matches(start.TargetMethod))
            foreach (var join in local.Calls.Where(call => thread.Join.Matches(call.TargetMethod) && call.Arguments.IsEmpty))
                if (start.Parent is IExpressionStatementOperation && join.Parent is IExpressionStatementOperation && start.IsFollowedBy(join))
                    return (start, join);

        return null;
    }
}
