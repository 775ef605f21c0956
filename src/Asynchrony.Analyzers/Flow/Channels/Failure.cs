using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>What may keep a function from completing a channel: an exception on the way there that no handler stops.</summary>
internal static class Failure
{
    /// <summary>The first operation of the function, from a place in its text on, whose exception leads past the completion; null where each way out completes.</summary>
    public static IOperation? Before(IOperation completion, int from, Table steady, Table channels)
    {
        var function = completion.EnclosingFunction() ?? completion.Root();
        if (completion.Ancestors().TakeWhile(outer => outer != function).Any(IsInHandler))
            return null;

        foreach (var operation in function.DescendantsHere())
            if (operation.Syntax.SpanStart >= from && operation.Syntax.SpanStart < completion.Syntax.SpanStart && MayThrow(operation, steady, channels) && !completion.Contains(operation)
                && !operation.Ancestors().TakeWhile(outer => outer != function).Any(IsInHandler) && !IsCaught(operation, completion, function) && !IsElsewhere(operation, completion))
                return operation;
        return null;
    }

    private static bool IsInHandler(IOperation outer) => outer is ICatchClauseOperation || outer.Parent is ITryOperation { Finally: { } last } && last == outer;

    private static bool MayThrow(IOperation operation, Table steady, Table channels) => operation switch
    {
        IThrowOperation => true,
        IForEachLoopOperation { IsAsynchronous: true, Collection: var items } => ChannelCall.Of(items.Unwrapped(), channels) is null,
        IInvocationOperation { TargetMethod: var method } call => ChannelCall.Of(call, channels) is null && !channels.Says(method, "make") && !call.IsSteady(steady) && !call.IsImplicit && !IsPlain(method) && !(method.IsAsync && !IsAwaited(call)),
        IObjectCreationOperation made => !made.IsSteady(steady) && !channels.Says(made.Constructor!, "make"),
        _ => false,
    };

    /// <summary>What async code throws comes out of its task.</summary>
    private static bool IsAwaited(IOperation call) => call.User() switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Wait" or "GetAwaiter" } or IPropertyReferenceOperation { Property.Name: "Result" } => true,
        _ => false,
    };

    /// <summary>Queries, delays and what only says how something is awaited.</summary>
    private static bool IsPlain(IMethodSymbol method) => method.ContainingType.Name switch
    {
        "Enumerable" => method.Name is "Range" or "Repeat" or "Empty" or "Select" or "Where" or "OrderBy" or "Take" or "Skip",
        "Task" or "ValueTask" or "ConfiguredTaskAwaitable" => method.Name is "Delay" or "Yield" or "ConfigureAwait" or "Run" or "FromResult",
        _ => method.Name is "ConfigureAwait" or "GetEnumerator" or "MoveNext",
    };

    /// <summary>True in a try that catches everything, from which the function goes on to the completion.</summary>
    private static bool IsCaught(IOperation operation, IOperation completion, IOperation function)
    {
        foreach (var outer in operation.Ancestors().TakeWhile(outer => outer != function))
            if (outer is ITryOperation guarded && guarded.Body.Contains(operation) && !guarded.Contains(completion))
                foreach (var handler in guarded.Catches)
                    if (handler is { ExceptionType: var type, Filter: null } && type.IsOfAllExceptions() && !handler.Handler.DescendantsHere().Any(part => part is IThrowOperation or IReturnOperation))
                        return true;
        return false;
    }

    /// <summary>True in another branch of a decision, or one that returns: no path leads from there to the completion.</summary>
    private static bool IsElsewhere(IOperation operation, IOperation completion)
    {
        foreach (var outer in operation.Ancestors())
            if (outer is IConditionalOperation choice && choice.Contains(completion))
                return choice.WhenTrue.Contains(operation) != choice.WhenTrue.Contains(completion) && !choice.Condition.Contains(operation);
            else if (outer.Contains(completion))
                return false;
            else if (outer is IConditionalOperation early && !early.Condition.Contains(operation) && (early.WhenTrue.Contains(operation) ? early.WhenTrue : early.WhenFalse) is IBlockOperation { Operations: [.., IReturnOperation or IThrowOperation] })
                return true;
        return false;
    }
}
