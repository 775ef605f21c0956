using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// Work counts itself in - at a latch, a barrier, a counter - only when it runs, while its starter already waits for the count, or asks it
/// whether to start more. Silent where
/// the starter waits for the work in another way first, where the work counts in only under a condition, and where it starts work itself,
/// which it may count for.
/// </summary>
public sealed class LatchRaisedInsideBody() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2016",
        title: "Count work in before you start it",
        message: "'{0}' is raised by the {1} itself, so line {2} may {3} before the {1} has begun",
        why: "Until the work runs nobody knows of it: the wait finds nothing to wait for, and what follows runs beside work that was to be over.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var late in LateCount.In(context.Surveyed(body), context, runsDelegate))
                    if (context.IsReached(late.Work.Call))
                        context.ReportWeakerInTests(late.IsLimit
                            ? new Finding(Rule, late.Wait.GetLocation(), late.Counted.Name, late.Work.Noun, late.Wait.GetLocation().Line(), "let more in than it means to").Also(late.Raise.Head(), late.Work.Call.Head())
                            : new Finding(Rule, late.Raise.Head(), late.Counted.Name, late.Work.Noun, late.Wait.GetLocation().Line(), "be through with its wait").Also(late.Work.Call.Head(), late.Wait.GetLocation()));
        });
    }
}
