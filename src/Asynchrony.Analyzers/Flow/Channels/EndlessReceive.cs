namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>A receive that throws when no more messages will come, in a loop that nothing else ends, where nobody catches what it throws.</summary>
internal static class EndlessReceive
{
    /// <summary>The loop; null where there is none, or where it ends in another way.</summary>
    public static ILoopOperation? LoopOf(ChannelCall received)
    {
        if (received is not { Act: ChannelAct.Receive, Tries: false } || received.At.EnclosingLoop() is not { } loop || !IsEndless(loop) || IsLeft(loop) || IsCaught(received.At))
            return null;

        return received.Waits || received.Awaits && IsAwaited(received.At) ? loop : null;
    }

    /// <summary>True for a loop without a condition, and for one that asks only whether to give up.</summary>
    public static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: null } => true,
        IWhileLoopOperation { Condition: { } condition } => IsTrue(condition) || IsGivenUp(condition),
        IForLoopOperation { Condition: { } condition } => IsTrue(condition) || IsGivenUp(condition),
        _ => false,
    };

    /// <summary>True for a receive that a token ends.</summary>
    public static bool HasToken(IInvocationOperation receive) => receive.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type.Name: nameof(CancellationToken) }
        && argument.Value.Unwrapped() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }));

    /// <summary>True for an end of the channel in front of which its function has cancelled, or had the work of a hosted service end: whoever waits with a token has gone by then.</summary>
    public static bool IsBehindCancel(IOperation end)
    {
        var function = end.EnclosingFunction() ?? end.Root();
        foreach (var part in function.DescendantsHere())
            if (part is IInvocationOperation { TargetMethod: var called } call && call.Syntax.Span.End <= end.Syntax.SpanStart && EndsWork(called, call))
                return true;
        return false;
    }

    private static bool EndsWork(IMethodSymbol called, IInvocationOperation call) => called.Name switch
    {
        "Cancel" or "CancelAsync" => called.ContainingType.Name == nameof(CancellationTokenSource),
        "Dispose" or "StopAsync" => called.ContainingType.Name == "BackgroundService" && call.Instance is IInstanceReferenceOperation,
        _ => false,
    };

    private static bool IsTrue(IOperation condition) => condition.ConstantValue is { HasValue: true, Value: true };

    /// <summary><c>!token.IsCancellationRequested</c></summary>
    private static bool IsGivenUp(IOperation condition) =>
        condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } };

    /// <summary>True where a message, or a test, ends the loop.</summary>
    private static bool IsLeft(ILoopOperation loop) => loop.DescendantsHere().Any(part => part switch
    {
        IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak, IsImplicit: false } or IThrowOperation { Parent: not ICatchClauseOperation } => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => branch.GetCorrespondingOperation() == loop,
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        _ => false,
    });

    private static bool IsAwaited(IOperation call)
    {
        var user = call.User();
        while (user is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WaitAsync" })
            user = user.User();
        return user is IAwaitOperation;
    }

    /// <summary>True where a handler around the call, in its function, takes what it throws.</summary>
    private static bool IsCaught(IOperation call)
    {
        for (var (inner, outer) = (call, call.Parent); outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && inner == guarded.Body && guarded.Catches.Any(handler => handler.ExceptionType.IsOfAllExceptions() || handler.ExceptionType.Name is "InvalidOperationException" or "ChannelClosedException"))
                return true;
        return false;
    }
}
