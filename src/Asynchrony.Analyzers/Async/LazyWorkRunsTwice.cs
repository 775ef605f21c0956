using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A lazy sequence of tasks is gone through a second time, which makes new tasks: the work starts again. Silent where an array or a list holds
/// the tasks, and for code that is handed the sequence and may not go through it.
/// </summary>
public sealed class LazyWorkRunsTwice() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1012",
        title: "Keep the tasks of a lazy sequence before you go through it twice",
        message: "'{0}' is gone through again: it makes new tasks, and all its work starts a second time",
        why: "A query or an iterator makes its elements anew for everyone who asks, so the tasks that are read are not those that were awaited, and what they do is done twice.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(Check);
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
            foreach (var call in context.Surveyed(body).Calls)
                if (LazyWork.Of(call, context.Compilation, context.Cancellation) is { Holder: { } holder } work
                    && work.Repeated(context.Raw) is var (again, before))
                    context.ReportWeakerInTests(new Finding(Rule, again.Head(), holder.Name).Also(before.Head(), call.Head()));
    }
}
