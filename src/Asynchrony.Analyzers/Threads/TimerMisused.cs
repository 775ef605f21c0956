using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A timer that nothing keeps alive; what a member disposes of right behind the end of the timer whose callback uses it, without waiting
/// for a tick under way; and a timer that its callback sets again, which another member may have disposed of. Silent for timers that keep themselves, that others may hold, or that the end of the process cuts off (ASY2002);
/// under a lock, and where the callback expects to fail.
/// </summary>
public sealed class TimerMisused() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2013",
        title: "Keep a timer as long as it is to tick, and wait for its last tick",
        message: "{0} {1}",
        why: "A timer lives as long as somebody refers to it, and its end does not wait for a tick that is under way: ticks then stop for no visible reason, or use what is gone.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, keepsAlive, effects, releases) = (on.Table("RunsDelegate"), on.Table("KeepsAlive"), on.Table("Effects"), on.Table("Releases"));

        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var timer in UnheldTimer.In(context.Surveyed(body)))
                    if (context.IsReached(timer.Creation)
                        && !(context.Surroundings().IsEntryPointOrItsWhole(context.Owner) && Caller.LostBy(body, context, on.Known.Thread, runsDelegate, keepsAlive, effects).Any(lost => lost.Work.Creation == timer.Creation)))
                        context.ReportWeakerInTests(new Finding(Rule, timer.Creation.Head(), timer.Local is null ? "This timer" : $"Timer '{timer.Local.Name}'", "may be collected, and so stop, at any time: nothing refers to it behind this line"));
        });

        TypeState.EachWithLocksOrThreads(on, (state, report) =>
        {
            var ends = new HashSet<SyntaxNode>();
            foreach (var variable in state.Variables)
                if (RearmedTimer.In(variable, state) is { } rearmed)
                    report(new Finding(Rule, rearmed.Change.Head(), "'Change'", $"throws where '{rearmed.Release.Member.Spoken()}' has disposed of '{variable.Variable.Name}' meanwhile, and nobody catches what a tick throws").Weaker().Also(rearmed.Release.At.Head()));
                else if (UsedWhileReleased.In(variable, state, releases) is { TimerEnd: { } end } used && ends.Add(end.Syntax))
                    report(new Finding(Rule, end.Head(), $"'{end.TargetMethod.Name}'", $"does not wait for a tick under way, which may use '{variable.Variable.Name}' after line {used.Release.At.Syntax.GetLocation().Line()} has disposed of it").Weaker()
                        .Also(used.Release.At.Head(), used.Use.At.Head()));
        });
    }
}
