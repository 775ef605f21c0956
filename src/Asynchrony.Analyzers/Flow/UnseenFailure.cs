using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A call in a body that runs elsewhere, whose exception does not come to whoever started the body: it ends the process, or stays in a task that
/// nobody looks at.
/// </summary>
internal sealed record UnseenFailure(IInvocationOperation Call, Handover Work)
{
    /// <summary>The first wanted call of each body, outside a try that keeps its exceptions.</summary>
    public static IReadOnlyList<UnseenFailure> In(Survey survey, Table runsDelegate, Func<IInvocationOperation, bool> wanted)
    {
        List<UnseenFailure>? all = null;
        if (!Any(survey, wanted))
            return [];

        foreach (var work in survey.Handovers(runsDelegate))
            if ((work.RunsOn is WorkKind.Thread or WorkKind.Pool or WorkKind.Timer || work.RunsOn == WorkKind.Task && IsForgotten(work)) && First(work.Body, wanted) is { } call)
                (all ??= []).Add(new UnseenFailure(call, work));
        return (IReadOnlyList<UnseenFailure>?)all ?? [];
    }

    private static bool Any(Survey survey, Func<IInvocationOperation, bool> wanted)
    {
        foreach (var call in survey.Calls)
            if (wanted(call))
                return true;
        return false;
    }

    /// <summary>True for a task that its function has for itself, and neither waits for nor asks how it ended.</summary>
    private static bool IsForgotten(Handover work)
    {
        if (work.Kept.Escapes || work.Call.Type is null || work.OwnJoins is not { AtOnce: false } joins)
            return false;

        foreach (var operation in (work.Call.EnclosingFunction() ?? work.Call.Root()).DescendantsHere())
            if (joins.Include(operation) || operation is IPropertyReferenceOperation { Property.Name: "Exception" or "IsFaulted" or "Status" or "IsCompletedSuccessfully", Instance: { } asked } && joins.Holds(asked))
                return false;

        return true;
    }

    private static IInvocationOperation? First(IOperation body, Func<IInvocationOperation, bool> wanted)
    {
        foreach (var operation in body.DescendantsHere())
            if (operation is IInvocationOperation call && wanted(call))
                return IsCaught(call, body) ? null : call;
        return null;
    }

    private static bool IsCaught(IOperation call, IOperation body)
    {
        for (IOperation inner = call; inner != body && inner.Parent is { } outer; inner = outer)
            if (outer is ITryOperation guarded && guarded.Body == inner && OwnExceptions.CatchesAll(guarded))
                return true;
        return false;
    }
}
