using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>An async function that is given a thread or a work item of its own, and that leaves it at its first await.</summary>
internal sealed class AsyncOnThread
{
    /// <summary>How far it is followed whether what is awaited deals with its exceptions itself.</summary>
    private const int Calls = 2;

    private AsyncOnThread(Handover handover, IOperation firstAwait, bool keepsExceptions)
    {
        Handover = handover;
        FirstAwait = firstAwait;
        KeepsExceptions = keepsExceptions;
    }

    public Handover Handover { get; }

    public IOperation FirstAwait { get; }

    /// <summary>True where the function deals with its exceptions itself, or does nothing that fails.</summary>
    public bool KeepsExceptions { get; }

    /// <summary>The async functions that a body hands to threads, to the pool as work items, and to tasks that ask for a thread of their own.</summary>
    public static IReadOnlyList<AsyncOnThread> In(Survey survey, Table runsDelegate, Compilation compilation, CancellationToken cancellation)
    {
        List<AsyncOnThread>? all = null;
        foreach (var handover in survey.Delegates(runsDelegate))
            if (TakesPlace(handover) && BodyOf(handover, compilation, cancellation) is { } body && FirstAwaitIn(body) is { } first && !SetsContext(body))
                (all ??= []).Add(new AsyncOnThread(handover, first, body.KeepsExceptions(Calls, compilation, cancellation) || OnlyPauses(body)));
        return (IReadOnlyList<AsyncOnThread>?)all ?? [];
    }

    /// <summary>True for a task that asks for a thread of its own, and leaves where that comes from to the framework.</summary>
    public static bool AsksForThread(IOperation call) =>
        call is IInvocationOperation { TargetMethod.Name: "StartNew", Instance: IPropertyReferenceOperation { Property: { Name: "Factory", ContainingType: var home } } } start && home.IsTask()
        && WaitsByDesign.IsLongRunning(start) && !start.Arguments.Any(argument => argument.Parameter?.Type.Name == "TaskScheduler" && !IsDefault(argument.Value));

    private static bool IsDefault(IOperation scheduler) => scheduler.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Default", ContainingType.Name: "TaskScheduler" } };

    private static bool TakesPlace(Handover handover) => handover.RunsOn switch
    {
        WorkKind.Thread => true,
        WorkKind.Pool => !handover.RunsAfter,
        WorkKind.Task => AsksForThread(handover.Call),
        _ => false,
    };

    /// <summary>The code of an async function; that of the one which a lambda calls and does nothing else, where the task is asked for.</summary>
    private static IOperation? BodyOf(Handover handover, Compilation compilation, CancellationToken cancellation) => handover.Body switch
    {
        IMethodReferenceOperation { Method: { IsAsync: true } method } => method.Body(compilation, cancellation)?.Body(),
        IMethodReferenceOperation => null,
        var function when function.Symbol() is { IsAsync: true } => function.Body(),
        IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } returned }] } when handover.RunsOn == WorkKind.Task && returned.Unwrapped() is IInvocationOperation { TargetMethod: { IsAsync: true } method } =>
            method.Body(compilation, cancellation)?.Body(),
        _ => null,
    };

    /// <summary>The first await that may have to wait.</summary>
    private static IOperation? FirstAwaitIn(IOperation body)
    {
        foreach (var operation in body.DescendantsHere())
            if (operation.IsAwait() && !(operation is IAwaitOperation awaited && awaited.Operation.IsMadeComplete()))
                return operation;
        return null;
    }

    /// <summary>True where all that is awaited is that time goes by: nothing of that fails.</summary>
    private static bool OnlyPauses(IOperation body) => body.DescendantsHere().All(operation => operation is not IThrowOperation
        && (!operation.IsAwait() || operation is IAwaitOperation { Operation: var awaited } && awaited.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Delay" or "Yield", ContainingType.Name: "Task" }, Arguments.Length: < 2 }));

    /// <summary>True for a body that brings its awaits back to its own thread.</summary>
    private static bool SetsContext(IOperation body) =>
        body.DescendantsHere().Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "SetSynchronizationContext", ContainingType.Name: "SynchronizationContext" } });
}
