namespace Asynchrony.Analyzers.Flow;

/// <summary>Does a function deal with its exceptions itself? Asked of functions whose exceptions nobody else can catch.</summary>
internal static class OwnExceptions
{
    /// <summary>
    /// True where each await and each throw stands in a try that catches everything and lets nothing out. What a handler awaits, and what it
    /// throws on under a condition, is taken to be its own affair.
    /// </summary>
    public static bool KeepsExceptions(this IOperation body) => Keeps(body, static _ => false);

    /// <summary>The same where what a function awaits is a call of our own, and that deals with its exceptions; calls are followed so far.</summary>
    public static bool KeepsExceptions(this IOperation body, int calls, Compilation compilation, CancellationToken cancellation) => Keeps(body, point =>
        calls > 0 && CalledBy(point)?.Body(compilation, cancellation)?.Body() is { } called && called.KeepsExceptions(calls - 1, compilation, cancellation));

    /// <summary>The same for code that awaits nothing: all that it calls, makes or throws stands in such a try.</summary>
    public static bool CatchesWhatItCalls(this IOperation body)
    {
        foreach (var point in body.DescendantsHere())
            if (point is IInvocationOperation or IObjectCreationOperation or IThrowOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation && !IsTry(point) && MayEscape(point, body))
                return false;

        return true;
    }

    /// <summary>True for a completion that only tries: the source may be complete already.</summary>
    private static bool IsTry(IOperation point) =>
        point is IInvocationOperation { TargetMethod: { Name: var does, ContainingType.Name: "TaskCompletionSource" } } && does.StartsWith("TrySet", StringComparison.Ordinal);

    private static bool Keeps(IOperation body, Func<IOperation, bool> isDealtWith)
    {
        foreach (var point in body.DescendantsHere())
            if ((IsAwait(point) || point is IThrowOperation) && MayEscape(point, body) && !isDealtWith(point))
                return false;

        return true;
    }

    /// <summary>The async method whose call is awaited.</summary>
    private static IMethodSymbol? CalledBy(IOperation point)
    {
        var awaited = (point as IAwaitOperation)?.Operation.Unwrapped();
        while (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            awaited = configured.Unwrapped();
        return awaited is IInvocationOperation { TargetMethod: { IsAsync: true, IsVirtual: false, IsOverride: false } method } ? method : null;
    }

    /// <summary>True for what suspends a function.</summary>
    public static bool IsAwait(this IOperation operation) =>
        operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true };

    private static bool MayEscape(IOperation point, IOperation body)
    {
        for (var (inner, outer) = (point, point.Parent); outer is not null && inner != body; (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && CatchesAll(guarded) && (inner == guarded.Body || point is not IThrowOperation || IsUnderCondition(point, inner)))
                return false;

        return true;
    }

    private static bool IsUnderCondition(IOperation point, IOperation handler)
    {
        for (var outer = point.Parent; outer is not null && outer != handler; outer = outer.Parent)
            if (outer is IConditionalOperation or ISwitchOperation)
                return true;

        return false;
    }

    /// <summary>True for a step in a try of its function that catches everything, whose handlers throw nothing on.</summary>
    public static bool IsCaught(IOperation step, IOperation body)
    {
        for (var (inner, outer) = (step, step.Parent); outer is not null && inner != body; (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && inner == guarded.Body && guarded.Catches.Any(handler => handler.Filter is null && handler.ExceptionType.IsOfAllExceptions()) && !guarded.Catches.Any(handler => handler.DescendantsHere().Any(part => part is IThrowOperation)))
                return true;

        return false;
    }

    /// <summary>True for a try with a handler that takes every exception.</summary>
    internal static bool CatchesAll(ITryOperation guarded)
    {
        foreach (var handler in guarded.Catches)
            if (handler.ExceptionType.IsOfAllExceptions())
                return true;

        return false;
    }
}
