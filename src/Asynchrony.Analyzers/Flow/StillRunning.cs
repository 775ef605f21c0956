using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What a function has started and not yet waited for when it comes to a call: threads, tasks, work items, timers. In the order of the
/// text, so that a start on any path counts.
/// </summary>
internal static class StillRunning
{
    public static bool At(IInvocationOperation call, ThreadSymbols thread, Table runsDelegate)
    {
        var function = call.EnclosingFunction() ?? call.Ancestors().LastOrDefault();
        if (function is null)
            return false;

        var before = function.DescendantsHere().Where(operation => operation.Syntax.Span.End <= call.Syntax.SpanStart).ToList();
        return ThreadIn(before, call, thread) || TaskIn(function, before, runsDelegate);
    }

    /// <summary>Another thread was started, and no join with it stands behind its start.</summary>
    private static bool ThreadIn(List<IOperation> before, IInvocationOperation call, ThreadSymbols thread)
    {
        var own = call.Instance?.Named();

        foreach (var start in before.OfType<IInvocationOperation>().Where(other => thread.Starts(other.TargetMethod)))
        {
            var started = start.Instance?.Named();
            if (started is not null && SymbolEqualityComparer.Default.Equals(started, own))
                continue;

            if (started is null || !before.OfType<IInvocationOperation>().Any(join =>
                    join.Syntax.SpanStart > start.Syntax.SpanStart && thread.Join.Matches(join.TargetMethod) && join.Arguments.IsEmpty
                    && SymbolEqualityComparer.Default.Equals(join.Instance?.Named(), started)))
                return true;
        }

        return false;
    }

    private static bool TaskIn(IOperation function, List<IOperation> before, Table runsDelegate)
    {
        foreach (var handover in Handover.In(function, runsDelegate))
        {
            if (!handover.RunsBeside || handover.RunsOn == WorkKind.Thread || !before.Contains(handover.Call))
                continue;

            var joins = handover.Joins;
            if (!joins.AtOnce && !before.Any(operation => operation.Syntax.SpanStart > handover.Call.Syntax.SpanStart && joins.Include(operation)))
                return true;
        }

        // Methods are no handovers of this body, and run all the same.
        foreach (var work in StartedWork.In(Survey.Of(function.Root()), function.IsFunction() ? function : null, runsDelegate))
        {
            if (work.Kind == WorkKind.Thread || !before.Contains(work.Start))
                continue;

            var joins = Joins.Of(work.Creation, body: null);
            if (!joins.AtOnce && !before.Any(operation => operation.Syntax.SpanStart > work.Start.Syntax.SpanStart && joins.Include(operation)))
                return true;
        }

        return false;
    }
}
