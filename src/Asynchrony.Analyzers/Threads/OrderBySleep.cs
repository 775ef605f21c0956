using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A pause stands where a wait belongs: a loop pauses until a thread, an event, a task or a flag says that it is done, or a function pauses
/// between the start of some work and the first look at what that writes. Silent where the loop does anything else or has a limit, for flags
/// that nothing guards (ASY5018), for work that is waited for later (ASY2010), for captured locals (ASY3001), and in tests.
/// </summary>
public sealed class OrderBySleep() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2015",
        title: "Wait for what you need, not for some time",
        message: "'{0}' {1} '{2}'{3}",
        why: "A pause is too short on a busy machine, and too long on every other: what has an end can be waited for, and is then seen at once.");

    /// <summary>The member that waits for what the loop asks.</summary>
    public const string Instead = "instead";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var order in SleepOrder.In(context.Surveyed(body), context, runsDelegate, effects))
                    if (context.IsReached(order.Pause))
                        context.Report(Say(order));
        });
    }

    private static Finding Say(SleepOrder order)
    {
        var found = order.Read is { } read
            ? new Finding(Rule, order.Pause.Head(), order.Pause.TargetMethod.Name, "is all that stands between the start of the work and the read of", order.WaitedFor, $" in line {read.Syntax.GetLocation().Line()}").Also(read.Syntax.GetLocation())
            : new Finding(Rule, order.Pause.Head(), order.Pause.TargetMethod.Name, "is all that this loop does until", order.WaitedFor, order.Instead is { } wait ? $" is done, which '{wait}' waits for" : " is done");
        return order.Instead is { } instead ? found.With(Instead, instead) : found;
    }
}
