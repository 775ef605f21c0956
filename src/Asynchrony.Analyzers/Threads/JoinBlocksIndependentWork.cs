using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A join in the middle of work that does not need the thread, though the thread was meant to run beside its caller. Silent
/// where what follows depends on the work, or might; where it prints, measures, waits or frees; where the work has surely ended before the
/// wait; and in tests. A join right after the start is ASY2004, one in the loop that starts the thread ASY2006; a function that blocks on a
/// task is ASY1001, wherever it does so.
/// </summary>
public sealed class JoinBlocksIndependentWork() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2005",
        title: "Join a thread after the work that does not need it",
        message: "Thread '{0}' is waited for before work that does not depend on it, so the caller stands still for nothing",
        why: "A wait in the middle of independent work makes the caller stand still while it could run beside the thread.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));

        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
            {
                var survey = context.Surveyed(body);
                if (!survey.StartsWork(runsDelegate) || context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                    continue;

                var all = JoinedWork.In(survey, runsDelegate);
                foreach (var joined in all)
                    if (joined.Work.Kind == WorkKind.Thread && joined.Behind(all, context.Compilation, effects, context.Cancellation) is { First: { } first } behind
                        && context.IsReached(joined.Wait))
                        context.Report(new Finding(Rule, joined.Wait.Head(), joined.Holder.Name).Also(joined.Work.Start.Head(), first.Syntax.GetLocation(), behind.Dependent?.Syntax.GetLocation()));
            }
        });
    }
}
