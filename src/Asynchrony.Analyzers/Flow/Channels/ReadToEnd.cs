using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>Where code goes on until a channel is completed, and nothing else ends it: no token, no way out of the loop.</summary>
internal static class ReadToEnd
{
    public static IEnumerable<ChannelUse> Of(OwnChannel channel, Table runsDelegate) => channel.Uses.Where(use => Is(use, runsDelegate));

    /// <summary>True for a use that comes to an end with the channel only.</summary>
    public static bool Is(ChannelUse use, Table runsDelegate)
    {
        if (TakesToken(use.Call.Arguments))
            return false;

        switch (use.Act)
        {
            case ChannelAct.ReceiveAll:
                return Configured(use.At) is { } all && all.User() switch
                {
                    IForEachLoopOperation loop => loop.Collection.Contains(all) && !MayBeLeft(loop),
                    IArgumentOperation { Parent: IInvocationOperation call } => runsDelegate.Says(call.TargetMethod, "parallel") && !TakesToken(call.Arguments),
                    _ => false,
                };
            case ChannelAct.WaitForMore:
                return Configured(use.At)?.User() is IAwaitOperation waited && IsConditionOf(waited) is { } asking && !MayBeLeft(asking);
            case ChannelAct.AskIfOver:
                return use.At.User() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not && IsConditionOf(not) is { } going && !MayBeLeft(going);
            case ChannelAct.End:
                return IsWaitedFor(use.At);
            default:
                return false;
        }
    }

    /// <summary>True for the task of an end that is awaited, or that its thread waits for.</summary>
    public static bool IsWaitedFor(IOperation end) => Configured(end)?.User() switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.Name: "Wait", Arguments.IsEmpty: true } => true,
        IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter => awaiter.User() is IInvocationOperation { TargetMethod.Name: "GetResult" },
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAll" } all } => IsWaitedFor(all),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WaitAll" } all } => all.Arguments.All(argument => argument.Parameter?.IsParams == true),
        IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAll" } all } } } => IsWaitedFor(all),
        IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WaitAll" } all } } } => all.Arguments.Length == 1,
        _ => false,
    };

    /// <summary>The value behind what only says how it is awaited; null where a token may end it.</summary>
    private static IOperation? Configured(IOperation value)
    {
        for (; ; )
        {
            var call = value.User() switch
            {
                IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" } own => own,
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ConfigureAwait" or "WithCancellation", IsExtensionMethod: true } } extension } => extension,
                _ => null,
            };
            if (call is null)
                return value;
            if (TakesToken(call.Arguments))
                return null;
            value = call;
        }
    }

    /// <summary>The loop that asks nothing else before each round.</summary>
    private static ILoopOperation? IsConditionOf(IOperation condition) => condition.User() switch
    {
        IWhileLoopOperation loop when loop.Condition?.Contains(condition) == true => loop,
        IForLoopOperation loop when loop.Condition?.Contains(condition) == true => loop,
        _ => null,
    };

    /// <summary>True for a loop that code inside it leaves, or ends by a token.</summary>
    private static bool MayBeLeft(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsHere())
            switch (operation)
            {
                case IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.GoTo }:
                case IBranchOperation { BranchKind: BranchKind.Break } branch when SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel):
                case IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" }:
                case IInvocationOperation { Arguments: var arguments } when TakesToken(arguments):
                    return true;
            }

        return false;
    }

    /// <summary>True where a token is given that may be cancelled.</summary>
    private static bool TakesToken(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Type.Name is "CancellationToken" or "ParallelOptions" && argument.ArgumentKind != ArgumentKind.DefaultValue
                && argument.Value.Unwrapped() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } }))
                return true;
        return false;
    }
}
