using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A loop waits for each thread or task in the round that starts it, so that they run one after the other. Silent where a round needs what
/// an earlier one, or the rest of the loop, does, or might: rounds that depend on each other cannot run at once. Silent too where the thread
/// has a purpose of its own, where the loop paces itself or has no end of its own, where other work still runs, and in tests.
/// </summary>
public sealed class LoopJoinsEachThread() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2006",
        title: "Start all threads of a loop before you join them",
        message: "{0} is waited for in the round of the loop that starts it, so the {1}s run one at a time",
        why: "A loop that waits for each thread before it starts the next costs a thread for every round and runs nothing in parallel.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null && on.Known.Task.Type is null)
            return;

        var oneAtATime = new OneAtATime(on);
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var round in oneAtATime.In(context, body))
                    context.Report(new Finding(Rule, round.Wait.Head(), Named(round), round.Work.Kind.Noun())
                        .Also([round.Work.Start.Head(), .. round.Works.Where(work => work.Creation != work.Start).Select(work => work.Creation.Head())]));
        });
    }

    private static string Named(RoundWork round) => (round.Work.Kind, round.Name) switch
    {
        (WorkKind.Thread, { } name) => $"Thread '{name}'",
        (WorkKind.Thread, null) => "This thread",
        (_, { } name) => $"Task '{name}'",
        (_, null) => "This task",
    };
}
