using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A wait for the end of the very code that waits: of the thread it runs on, or of the task it is the body of. It never comes back.</summary>
internal static class OwnEnd
{
    /// <summary>The waits, with the handover of the body they stand in; null for a wait for the current thread by that name.</summary>
    public static IReadOnlyList<(IOperation Wait, Handover? Work)> In(Survey survey, Table runsDelegate, Table waits)
    {
        List<(IOperation Wait, Handover? Work)>? all = null;
        foreach (var call in survey.Calls)
            if (call is { TargetMethod: { Name: "Join", ContainingType.Name: "Thread" }, Arguments.IsEmpty: true, Instance: { } joined } && IsCurrentThread(joined))
                (all ??= []).Add((call, null));

        foreach (var handover in survey.Handovers(runsDelegate))
            if (handover.RunsOn is WorkKind.Thread or WorkKind.Task && OnlyHolderOf(handover) is { } holder)
                foreach (var operation in handover.Body.DescendantsHere())
                    if (WaitedBy(operation, waits) is { } waited && SymbolEqualityComparer.Default.Equals(waited.Named(), holder))
                        (all ??= []).Add((operation, handover));
        return (IReadOnlyList<(IOperation Wait, Handover? Work)>?)all ?? [];
    }

    private static bool IsCurrentThread(IOperation value) => value.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property: { Name: "CurrentThread", ContainingType.Name: "Thread" } } => true,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference) is { } only && only.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "CurrentThread", ContainingType.Name: "Thread" } } && only.EnclosingFunction() == reference.EnclosingFunction(),
        _ => false,
    };

    /// <summary>The variable that the work is put into, which nothing else is put into that has a body.</summary>
    private static ILocalSymbol? OnlyHolderOf(Handover handover)
    {
        var holder = handover.Call.User() switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };

        if (holder is not null)
            foreach (var operation in handover.Call.Root().Descendants())
                if (operation is ILocalReferenceOperation { Local: var local } reference && SymbolEqualityComparer.Default.Equals(local, holder) && reference.IsWritten() && !Puts(reference.Parent, handover.Call))
                    return null;
        return holder;
    }

    private static bool Puts(IOperation? write, IOperation work) => write is ISimpleAssignmentOperation { Value: var value } && (value.Unwrapped() == work || value.Unwrapped().ConstantValue is { HasValue: true, Value: null });

    /// <summary>What is waited for without a limit; null for anything else.</summary>
    private static IOperation? WaitedBy(IOperation operation, Table waits) => operation switch
    {
        IAwaitOperation { Operation: var awaited } => awaited,
        IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.Name: "Thread" }, Arguments.IsEmpty: true, Instance: { } joined } => joined,
        IInvocationOperation or IPropertyReferenceOperation when TaskWait.Of(operation, waits) is { Kind: "one", HasLimit: false } wait => wait.Tasks.FirstOrDefault(),
        _ => null,
    };
}
