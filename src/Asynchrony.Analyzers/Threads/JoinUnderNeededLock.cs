using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A thread or task is waited for under a lock that its own code takes, itself or through what it calls. Silent where the code only tries to
/// take it, where it takes it before its first await in the very call, and for other objects' locks.
/// </summary>
public sealed class JoinUnderNeededLock() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2011",
        title: "Release the lock before you wait for who needs it",
        message: "{0} waits here and holds '{1}', which the code it waits for takes on line {2}",
        why: "The one who waits keeps the lock until the other has ended, and the other ends only after it got the lock.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithLocks(on, (state, report) =>
    {
        foreach (var (under, held, taken) in In(state.Calls))
            report(FindingOf(Rule, under, held, taken));
    });

    internal static IEnumerable<(UnderLock Under, TakenLock Held, Reached Taken)> In(CallGraph graph)
    {
        foreach (var under in UnderLock.Each(graph, StepKind.Wait))
            foreach (var (held, taken, _) in under.NeededBy(graph).Where(needed => !needed.IsSettled).Take(1))
                yield return (under, held, taken);
    }

    internal static Finding FindingOf(DiagnosticDescriptor rule, UnderLock under, TakenLock held, Reached taken) =>
        new Finding(rule, under.At, under.Name, held.Path, taken.Step.At.GetLocation().Line()).Also([.. under.Places([held]), .. taken.Way])
            .With(UnderLock.Here, under.IsHere ? "true" : "false");
}
