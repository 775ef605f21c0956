namespace Asynchrony.Analyzers.Flow;

/// <summary>How many runs a call lets go on at once, where it is told: a degree of parallelism, or a scheduler that may hold them back.</summary>
internal static class Parallelism
{
    /// <summary>True where one run may have to end before the next begins.</summary>
    public static bool IsOne(Handover handover) => handover.Call switch
    {
        IInvocationOperation { Instance: { } factory, TargetMethod.Name: "StartNew" } call => !IsUsualFactory(factory) || call.Arguments.Any(Restricts),
        IInvocationOperation call => call.Arguments.Any(Restricts) || IsOfSequential(call),
        _ => false,
    };

    /// <summary>The same for the call that starts a task which was only created.</summary>
    public static bool IsOne(IOperation start) => start is IInvocationOperation call && call.Arguments.Any(Restricts);

    /// <summary>True where a task is to run where it was started: on the thread of a user interface, mostly.</summary>
    public static bool ComesBack(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Type.Name == "TaskScheduler" && (argument.Value.Unwrapped() is ILocalReferenceOperation { Local: var kept } ? kept.OnlyValue(argument.Root()) : argument.Value)?.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "FromCurrentSynchronizationContext", ContainingType.Name: "TaskScheduler" } })
                return true;
        return false;
    }

    private static bool Restricts(IArgumentOperation argument) => argument.Parameter?.Type.Name switch
    {
        "TaskScheduler" => !IsUsualScheduler(argument.Value),
        "ParallelOptions" => Set(argument.Value).Any(set => set.Target.Named()?.Name switch
        {
            "MaxDegreeOfParallelism" => set.Value.ConstantValue is { HasValue: true, Value: 1 },
            "TaskScheduler" => !IsUsualScheduler(set.Value),
            _ => false,
        }),
        _ => false,
    };

    /// <summary>The properties that are set on an object: where it is created, or later on the variable it is in.</summary>
    private static IEnumerable<ISimpleAssignmentOperation> Set(IOperation value)
    {
        var root = value.Root();
        var created = new Names(root).Origin(value) is IObjectCreationOperation { Initializer: { } initializer } ? initializer.Initializers.OfType<ISimpleAssignmentOperation>() : [];

        return value.Named() is { } holder
            ? created.Concat(root.Descendants().OfType<ISimpleAssignmentOperation>().Where(assignment =>
                assignment.Target is IPropertyReferenceOperation { Instance: { } instance } && SymbolEqualityComparer.Default.Equals(instance.Named(), holder)))
            : created;
    }

    private static bool IsUsualScheduler(IOperation value) => value.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Default" or "Current", ContainingType.Name: "TaskScheduler" } };

    private static bool IsUsualFactory(IOperation factory) => factory.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Factory", ContainingType.Name: "Task" } };

    /// <summary>A parallel query that was told to run with one thread.</summary>
    private static bool IsOfSequential(IInvocationOperation call)
    {
        for (var step = call; step is not null; step = step.Arguments.FirstOrDefault()?.Value.Unwrapped() as IInvocationOperation)
            if (step.TargetMethod is { Name: "WithDegreeOfParallelism", ContainingType.Name: "ParallelEnumerable" } && step.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: 1 }))
                return true;

        return false;
    }
}
