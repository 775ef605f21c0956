using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// The body of a parallel loop or query does all that it does under one lock, so that its runs come one at a time; or it blocks on a task.
/// Silent for a lock of the element, where anything is computed outside the lock or nothing but a collection is used under it, and where another stage of the query is parallel.
/// </summary>
public sealed class ParallelBodySerialised() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3007",
        title: "Let the runs of a parallel body do something at once",
        message: "Each run of this parallel body {0}",
        why: "A parallel loop pays for its threads by what they do at once: under one lock they take turns, and a thread that blocks on a task does nothing at all.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, waits, unguarded) = (on.Table("RunsDelegate"), on.Table("TaskWaits"), on.Table("Unguarded"));
        on.EachBody(body => Check(body, on.Known, runsDelegate, waits, unguarded));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table runsDelegate, Table waits, Table unguarded)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (survey.Handovers(runsDelegate).Count == 0)
                continue;

            foreach (var locked in SerialisedBody.Locked(context, body, runsDelegate, unguarded))
                Report(context, known, locked, $"holds the lock of '{locked.Name}' all the time, so they come one at a time");

            foreach (var wait in TaskWait.In(survey, waits))
                if (!wait.IsBounded && SerialisedBody.Blocked(wait, survey, runsDelegate) is { } blocked && TaskCompletion.Of(context, survey, blocked.Handover.Body, waits)?.IsOver(wait, waits) == false)
                    Report(context, known, blocked, $"keeps its thread until '{blocked.Name}' comes back");
        }
    }

    private static void Report(BodyContext context, KnownSymbols known, SerialisedBody body, string what)
    {
        if (!body.At.IsInExpressionTree(known.ExpressionTree))
            context.ReportWeakerInTests(new Finding(Rule, body.At.Head(), what).Also(body.Handover.Call.Head()));
    }
}
