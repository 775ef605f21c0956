using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A call on a thread that comes at the wrong time, whichever path led to it: a second start, a join before the start, an apartment set too
/// late, a setting of a thread that has ended; or code that waits for its own end. Silent for threads that others can reach, for threads that
/// never start (ASY2001), and for a wait for the current thread that only keeps it.
/// </summary>
public sealed class ThreadCallsOutOfOrder() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2008",
        title: "Set up a thread, start it once, then join it",
        message: "{0} {1}, so this {2}",
        why: "A thread is set up before it starts, starts once and ends once: any other order throws or waits for ever.");

    /// <summary>What comes at the wrong time.</summary>
    public const string Does = "does";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var (runsDelegate, waits) = (on.Table("RunsDelegate"), on.Table("TaskWaits"));
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
            {
                var survey = context.Surveyed(body);
                foreach (var found in ThreadOrder.In(survey, on.Known.Thread, context))
                    context.ReportWeakerInTests(Say(found));
                foreach (var (wait, work) in OwnEnd.In(survey, runsDelegate, waits))
                    if (!IsMeant(wait, work, context) && context.IsReached(wait))
                        context.ReportWeakerInTests(new Finding(Rule, wait.Head(), work is null ? "The current thread" : $"The {work.Noun}", "runs this code itself", "wait never ends")
                            .Also(work?.Call.Head()).With(Does, "own"));
            }
        });
    }

    private static Finding Say(ThreadOrder found)
    {
        var line = found.Other!.Syntax.GetLocation().Line();
        var (state, outcome) = found.Does switch
        {
            ThreadOrder.StartsAgain => found.Other.Syntax == found.At.Syntax ? ("is started by the round before", "throws") : ($"was started in line {line}", "throws"),
            ThreadOrder.JoinsFirst => ("is not started yet", "throws"),
            ThreadOrder.SetsLate => ($"was started in line {line}", "comes too late"),
            _ => ($"has ended in line {line}", "throws"),
        };

        return new Finding(Rule, found.At.Head(), $"Thread '{found.Thread.Local.Name}'", state, outcome).Also(found.Other.Syntax.GetLocation()).With(Does, found.Does);
    }

    /// <summary>True where code asks first, and where a thread is to be kept as it is: in the entry point, and as the last that a function does.</summary>
    private static bool IsMeant(IOperation wait, Handover? work, BodyContext context)
    {
        if (work is not null)
            return work.RunsAfter || wait.Ancestors().TakeWhile(outer => outer != work.Body).Any(outer => outer is IConditionalOperation or ISwitchOperation or ICatchClauseOperation);

        return context.Surroundings().IsEntryPointOrItsWhole(context.Owner)
            || wait.Parent is not IExpressionStatementOperation { Parent: IBlockOperation block } statement || block.Operations.Last(last => !last.IsImplicit) == statement;
    }
}
