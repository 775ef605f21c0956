using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A call, or a property that is read, which comes back only when a task is complete: its thread stands still until then.</summary>
internal sealed class TaskWait
{
    private TaskWait(IOperation at, ISymbol member, string kind)
    {
        At = at;
        Member = member;
        Kind = kind;
    }

    /// <summary>The invocation or property reference.</summary>
    public IOperation At { get; }

    public ISymbol Member { get; }

    /// <summary>A word of the TaskWaits table: one, all, any or run.</summary>
    public string Kind { get; }

    /// <summary>The expressions it waits for: tasks, their awaiters, or collections of tasks.</summary>
    public IEnumerable<IOperation> Tasks => At switch
    {
        IPropertyReferenceOperation { Instance: { } task } => [task],
        IInvocationOperation { Instance: { } task } => [task],
        IInvocationOperation call when Kind == "one" => call.Arguments.Take(1).Select(argument => argument.Value),
        IInvocationOperation call => call.Arguments.Where(argument => !IsLimit(argument)).Select(argument => argument.Value),
        _ => [],
    };

    /// <summary>True where it gives up after a while.</summary>
    public bool IsBounded => At is IInvocationOperation call && call.Arguments.Any(argument => IsTime(argument) && !IsInfinite(argument.Value));

    /// <summary>True where it takes a time or a token, and so does more than wait.</summary>
    public bool HasLimit => At is IInvocationOperation call && call.Arguments.Any(IsLimit);

    /// <summary>True where a token ends the wait by an exception.</summary>
    public bool IsCancelable => At is IInvocationOperation call && call.Arguments.Any(argument => argument.Parameter?.Type.Name == "CancellationToken");

    public static IReadOnlyList<TaskWait> In(Survey survey, Table waits)
    {
        List<TaskWait>? found = null;
        foreach (var call in survey.Calls)
            if (Of(call, waits) is { } wait)
                (found ??= []).Add(wait);
        foreach (var property in survey.Properties)
            if (Of(property, waits) is { } wait)
                (found ??= []).Add(wait);

        return (IReadOnlyList<TaskWait>?)found ?? [];
    }

    public static TaskWait? Of(IOperation operation, Table waits)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };

        return member is not null && waits.Find(member) is [var kind, ..] && !IsAskedBefore(operation) ? new TaskWait(operation, member, kind) : null;
    }

    /// <summary>True in a pattern that asks for the state of the task before its result.</summary>
    private static bool IsAskedBefore(IOperation member)
    {
        if (member.Parent is not IPropertySubpatternOperation { Parent: IRecursivePatternOperation pattern } part)
            return false;

        foreach (var before in pattern.PropertySubpatterns)
            if (before == part)
                return false;
            else if (before.Member is IPropertyReferenceOperation { Property.Name: "Status" or "IsCompleted" or "IsCompletedSuccessfully" })
                return true;
        return false;
    }

    private static bool IsTime(IArgumentOperation argument) => argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" };

    private static bool IsLimit(IArgumentOperation argument) => IsTime(argument) || argument.Parameter?.Type.Name is "CancellationToken" or "TaskScheduler";

    private static bool IsInfinite(IOperation time) => time.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: -1 } } => true,
        IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" } => true,
        _ => false,
    };
}
