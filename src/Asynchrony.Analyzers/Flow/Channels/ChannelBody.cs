using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// The code that runs as one and makes a use of a channel: what the maker itself runs, the body of a thread or task, an async function that
/// goes on beside its caller, a member of the type that keeps the channel.
/// </summary>
/// <param name="Key">The same object for the same body.</param>
/// <param name="Start">What starts it; null for the maker's own code and for members that others call.</param>
/// <param name="IsSeveral">True where several runs of it may be under way at once.</param>
/// <param name="IsKnown">False for a lambda that is handed to who may call it whenever he likes.</param>
internal readonly record struct ChannelBody(object Key, IOperation? Start, bool IsSeveral, bool IsKnown)
{
    private const int Depth = 16;

    /// <summary>True for the code that makes the channel, and what it calls and waits for.</summary>
    public bool IsMaker => Start is null && IsKnown && Key is IOperation;

    public static ChannelBody Of(ChannelUse use, OwnChannel channel, Table runsDelegate)
    {
        var (at, through) = (use.At, use.Through);
        var maker = channel.IsOfType ? null : channel.Creation.EnclosingFunction() ?? channel.Creation.Root();

        for (var depth = 0; depth < Depth; depth++)
        {
            var function = at.EnclosingFunction();
            if (through.IsEmpty && maker is not null && (function ?? at.Root()) == maker)
                return new(maker, null, IsSeveral: false, IsKnown: true);

            if (function is null)
            {
                if (through.IsEmpty)
                    return new(use.Member.OriginalDefinition, null, IsSeveral: false, IsKnown: true);
                var call = through[through.Length - 1];
                through = through.RemoveAt(through.Length - 1);
                if (GoesOnBeside(call))
                    return new(call, call, IsRepeated(call, channel), IsKnown: true);
                at = call;
                continue;
            }

            var starts = Survey.Of(at.Root()).Handovers(runsDelegate).Where(handover => handover.Body == function).ToList();
            if (starts.Count > 0)
            {
                if (starts.TrueForAll(start => start.RunsOn == "here" || IsAwaitedInPlace(start)))
                {
                    at = starts[0].Call;
                    continue;
                }

                return new(function, starts[0].Call, starts.Count > 1 || starts.Exists(start => start.RunsOn == "parallel" && !start.RunsOnce || start.RunsOn == "timer" || IsRepeated(start, channel)), IsKnown: true);
            }

            if (function is not ILocalFunctionOperation { Symbol: var local })
                return IsOfQuery(function) ? new(function, function, IsSeveral: true, IsKnown: true) : new(function, function, IsSeveral: false, IsKnown: false);

            // With the channel handed over the call is known; by its name alone it may be called from anywhere in this body.
            if (!through.IsEmpty && SymbolEqualityComparer.Default.Equals(through[through.Length - 1].TargetMethod.OriginalDefinition, local.OriginalDefinition))
            {
                var call = through[through.Length - 1];
                through = through.RemoveAt(through.Length - 1);
                if (GoesOnBeside(call))
                    return new(call, call, IsRepeated(call, channel), IsKnown: true);
                at = call;
                continue;
            }

            var calls = function.Root().Descendants().OfType<IInvocationOperation>().Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, local.OriginalDefinition)).ToList();
            if (calls.Count == 0 || function.Root().Descendants().Any(operation => operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, local.OriginalDefinition)))
                return new(function, function, IsSeveral: false, IsKnown: false);
            if (calls.Exists(GoesOnBeside))
                return new(function, calls[0], calls.Count > 1 || IsRepeated(calls[0], channel), IsKnown: true);
            at = calls[0];
        }

        return new(use.At, use.At, IsSeveral: false, IsKnown: false);
    }

    /// <summary>True for a call of async code that nobody awaits there and then.</summary>
    private static bool GoesOnBeside(IInvocationOperation call)
    {
        if (!TaskTypes.IsTask(call.Type))
            return false;

        var value = call.User();
        while (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" })
            value = value.User();
        return value is not (IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" } or IPropertyReferenceOperation { Property.Name: "Result" } or IReturnOperation);
    }

    private static bool IsAwaitedInPlace(Handover start) => start.RunsOn == "task" && start.Joins.AtOnce;

    /// <summary>True where a loop, or a query, that does not make the channel anew starts the work again before it has waited for it.</summary>
    private static bool IsRepeated(Handover start, OwnChannel channel) => IsRepeated(start.Call, channel, loop => loop.DescendantsHere().Any(start.Joins.Include));

    private static bool IsRepeated(IOperation start, OwnChannel channel) => IsRepeated(start, channel, _ => false);

    private static bool IsRepeated(IOperation start, OwnChannel channel, Func<ILoopOperation, bool> waits)
    {
        for (var outer = start.Parent; outer is not null; outer = outer.Parent)
            if (outer is ILoopOperation loop && !loop.Contains(channel.Creation))
                return !waits(loop);
            else if (outer is IAnonymousFunctionOperation && IsOfQuery(outer) && !outer.Contains(channel.Creation))
                return true;
            else if (outer.IsFunction())
                return false;
        return false;
    }

    /// <summary>True for a lambda that a query calls for each of its elements.</summary>
    private static bool IsOfQuery(IOperation function) => function.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Select" or "SelectMany", ContainingType.Name: "Enumerable" } } };
}
