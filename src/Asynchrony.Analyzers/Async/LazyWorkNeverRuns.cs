using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A lazy sequence of tasks, or an async stream, is made and nobody goes through it: not one of its tasks is ever started. Silent once
/// anything else gets hold of it.
/// </summary>
public sealed class LazyWorkNeverRuns() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1011",
        title: "Go through a lazy sequence, or its work never starts",
        message: "'{0}' only describes its work, and nobody goes through {1}: none of it is ever started",
        why: "A query or an iterator does nothing until somebody asks for its elements, so work that stands in one and is not asked for never happens.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(Check);
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
            foreach (var call in context.Surveyed(body).Calls)
                if (LazyWork.Of(call, context.Compilation, context.Cancellation) is { NeverRuns: true } work
                    && context.IsReached(call))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), call.TargetMethod.Name, work.Holder is { } holder ? $"'{holder.Name}'" : work.IsStream ? "the stream" : "the sequence"));
    }
}
