using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// A receive that fails and is tried again, with nothing but a pause on some way between: nothing else is done, neither a clock nor the channel
/// itself is asked how much there is, and no loop around counts the rounds. Where another way waits for somebody, or changes a variable in one
/// step, the loop has a protocol of its own.
/// </summary>
internal static class Polling
{
    /// <summary>A pause that is longer is a pace: who polls so seldom does not wait for a message.</summary>
    private const int Longest = 1000;

    /// <summary>The pause in between; null for a receive that is not polled, itself for one with no pause.</summary>
    public static IOperation? PauseOf(ChannelCall received, OperationBlockAnalysisContext block, Table pauses, Table channels)
    {
        if (received is not { Act: ChannelAct.Receive, Tries: true, Waits: false } || received.At.EnclosingLoop() is null || received.At.Ancestors().Any(outer => outer is ILoopOperation loop && loop.HasEnd()) || Graphs.Of(received.At, block) is not { } graph)
            return null;

        var seen = new HashSet<(FlowNode, IOperation?)>();
        var open = new Queue<(FlowNode Node, IOperation? Pause)>();
        foreach (var (node, _) in graph.Find(received.At))
            if (node.Block.BranchValue is { } condition && Fails(condition, received.At) is { } failed)
                foreach (var edge in node.Out)
                    if (edge is { Exceptional: false, When: { } when } && when == failed && seen.Add((edge.To, null)))
                        open.Enqueue((edge.To, null));

        IOperation? again = null;
        while (open.Count > 0)
        {
            block.CancellationToken.ThrowIfCancellationRequested();
            var (node, pause) = open.Dequeue();
            var isIdle = true;
            foreach (var operation in node.Operations)
            {
                if (operation.Syntax == received.At.Syntax && operation.Kind == received.At.Kind)
                {
                    again ??= pause ?? received.At;
                    isIdle = false;
                    break;
                }

                if (WaitPoint.MayBe(operation) && !IsIdle(operation, pauses))
                    return null;
                isIdle = IsIdle(operation, pauses) && ChannelCall.Of(operation, channels) is not { Act: ChannelAct.Look };
                if (!isIdle)
                    break;
                if (operation is IInvocationOperation call && pauses.Says(call.TargetMethod, "pause"))
                    pause = operation;
            }

            if (isIdle)
                foreach (var edge in node.Out)
                    if (!edge.Exceptional && seen.Add((edge.To, pause)))
                        open.Enqueue((edge.To, pause));
        }

        return again is IInvocationOperation { TargetMethod: var method } waits && pauses.Says(method, "pause") && !IsShort(waits) ? null : again;
    }

    /// <summary>The value of a condition that says that there was nothing; null where it does not say.</summary>
    private static bool? Fails(IOperation condition, IOperation received) => condition switch
    {
        _ when condition.Syntax == received.Syntax => false,
        IConversionOperation or IParenthesizedOperation => Fails(condition.Unwrapped(), received),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !Fails(operand, received),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var asked, RightOperand.ConstantValue: { HasValue: true, Value: bool expected } } => Fails(asked, received) is { } failed ? failed == expected : null,
        _ => null,
    };

    private static bool IsIdle(IOperation operation, Table pauses) => operation switch
    {
        IInvocationOperation call => pauses.Find(call.TargetMethod) is ["pause" or "spin" or "span", ..],
        IPropertyReferenceOperation property => !pauses.Says(property.Property, "clock"),
        IAwaitOperation { Operation: var awaited } => awaited.Unwrapped() is IInvocationOperation call && pauses.Find(call.TargetMethod) is ["pause" or "spin", ..],
        IAssignmentOperation { Target: var target } => target is ILocalReferenceOperation,
        IObjectCreationOperation or IInvalidOperation or IDynamicInvocationOperation or IThrowOperation or IReturnOperation or IIncrementOrDecrementOperation => false,
        _ => true,
    };

    /// <summary>True for a pause of a known length that is not long.</summary>
    private static bool IsShort(IInvocationOperation pause) => pause.Arguments is [{ Value: var time }, ..] && time.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: int milliseconds } } => milliseconds is >= 0 and < Longest,
        IInvocationOperation { TargetMethod: { Name: "FromMilliseconds", ContainingType.Name: "TimeSpan" }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: var span } }, ..] } =>
            Convert.ToDouble(span, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and < Longest,
        IFieldReferenceOperation { Field.Name: "Zero" } => true,
        _ => false,
    };
}
