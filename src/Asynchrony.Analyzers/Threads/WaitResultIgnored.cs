using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A wait for a thread, a task, an event or a latch may come back because its time is over; nobody looks at its result, and what the other
/// side was to write is used all the same. Silent for locks (ASY5005) and conditions (ASY5007), where the code asks afterwards whether the
/// other side is done or what it has left, or waits again, and in tests, which fail by themselves then.
/// </summary>
public sealed class WaitResultIgnored() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2007",
        title: "Look at the result of a wait with a time limit",
        message: "'{0}' may come back before '{1}' is written, but its result is ignored, and line {2} uses it",
        why: "When the time is over before the work is, the code goes on with what is there so far: an old value, or half of a new one that is still written to.");

    private protected override void Register(RuleRegistration on)
    {
        var (blocking, waits, locks) = (on.Table("Blocking"), on.Table("TaskWaits"), on.Table("Locks"));
        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));

        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var wait in UncheckedWait.In(context.Surveyed(body), context, blocking, waits, locks, runsDelegate, effects))
                    if (!context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation) && wait.Harm() is var (written, use))
                        context.Report(new Finding(Rule, wait.Call.Head(), wait.Call.TargetMethod.Name, written.Place.Variable!.Name, use.Syntax.GetLocation().Line())
                            .Also(written.At.Syntax.GetLocation(), use.Syntax.GetLocation()));
        });
    }
}
