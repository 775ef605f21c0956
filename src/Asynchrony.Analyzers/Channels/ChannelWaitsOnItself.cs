using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel with a limit whose only reader waits for room in it: the loop that reads it sends to it, the work of a block sends to the block,
/// or the code that reads it sends more than it takes before. Silent where anyone else may read, where a full channel drops messages, and
/// where the send only tries.
/// </summary>
public sealed class ChannelWaitsOnItself() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4010",
        title: "Let somebody read a channel that its sender waits for",
        message: "'{0}' {1}",
        why: "A full channel lets its sender wait until a message is read; where the sender is the only one who reads, it waits forever.");

    private protected override void Register(RuleRegistration on)
    {
        var runsDelegate = on.Table("RunsDelegate");
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        if (channel.IsQueue || channel.ReaderEscapes || channel.Creations.Count != 1)
            return;

        var names = Engine.Of(context.Compilation).NamesOf(channel.Creation.Root());
        if (channel.IsBlock)
            CheckWork(channel, context, names);
        if (Capacity.Of(channel.Creation, names) is not { } limit || channel.Has(ChannelAct.Link))
            return;

        var reads = channel.Uses.Where(use => use.Act is ChannelAct.Receive or ChannelAct.ReceiveAll or ChannelAct.WaitForMore).ToList();
        var bodies = reads.ConvertAll(read => ChannelBody.Of(read, channel, runsDelegate));
        if (reads.Count == 0 || !bodies.TrueForAll(body => body is { IsKnown: true, IsSeveral: false, IsStartedTwice: false } && body.Key == bodies[0].Key))
            return;

        foreach (var send in channel.Those(ChannelAct.Send))
            if (Waits(send) && ChannelBody.Of(send, channel, runsDelegate) is var sender && sender.Key == bodies[0].Key && sender is { IsKnown: true, IsSeveral: false })
                if (LoopThatReads(send, reads) is { } loop)
                    context.Report(new Finding(Rule, send.At.Head(), channel.Variable.Name, "has a limit, and the only loop that reads it waits here for room in it").Also(loop.Syntax.GetLocation()));
                else if (sender.IsMaker && FillsIt(send, reads, limit))
                    context.Report(new Finding(Rule, send.At.Head(), channel.Variable.Name, $"takes {limit} messages, and this loop sends more before anybody reads").Also(reads[0].At.Syntax.GetLocation()));
    }

    /// <summary>A block makes room when its work on a message is done: work that waits for room waits for its own end.</summary>
    private static void CheckWork(OwnChannel block, ChannelContext context, Names names)
    {
        if (!Capacity.IsBounded(block.Creation, names) || !Capacity.IsOneByOne(block.Creation, names))
            return;

        foreach (var send in block.Those(ChannelAct.Send))
            if (Waits(send) && block.IsWork(send))
                context.Report(new Finding(Rule, send.At.Head(), block.Variable.Name, "has a limit, and the work that makes room in it waits here for room").Also(block.Creation.Head()));
    }

    /// <summary>True for a send that goes on when there is room, and not before. A block says by an answer only that it is complete.</summary>
    private static bool Waits(ChannelUse send) => send.Call is { Arguments: var arguments } call && (!call.Tries || call.Awaits) && send.At is IInvocationOperation && (call.Waits || send.At.User() is { } user && IsAwaited(user))
        && !arguments.Any(argument => argument.Parameter?.Type.Name == "CancellationToken" && argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Value.Unwrapped() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" }));

    private static bool IsAwaited(IOperation user) => user switch
    {
        IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Wait", Arguments.IsEmpty: true } or IInvocationOperation { TargetMethod.Name: "GetAwaiter" } => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } call => call.User() is { } outer && IsAwaited(outer),
        _ => false,
    };

    /// <summary>The loop around a send that goes through the messages of the channel, in the same function.</summary>
    private static ILoopOperation? LoopThatReads(ChannelUse send, List<ChannelUse> reads)
    {
        for (var loop = send.At.EnclosingLoop(); loop is not null; loop = loop.EnclosingLoop())
            if (reads.Exists(read => read.Act != ChannelAct.Receive && (loop is IForEachLoopOperation each ? each.Collection.Contains(read.At) : loop is IWhileLoopOperation { Condition: { } condition } && condition.Contains(read.At))))
                return loop;
        return null;
    }

    /// <summary>True for a loop of the maker that sends without reading, more often than the channel takes as far as is known, before the first read.</summary>
    private static bool FillsIt(ChannelUse send, List<ChannelUse> reads, int limit) =>
        send.Through.IsEmpty && send.At.EnclosingLoop() is { } loop && loop.EnclosingLoop() is null
        && !loop.DescendantsHere().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } or IReturnOperation)
        && reads.TrueForAll(read => (read.Through.IsEmpty ? read.At : read.Through[0]).Syntax.SpanStart > loop.Syntax.Span.End)
        && Rounds(loop) is { } rounds && rounds > limit
        && !send.At.Ancestors().TakeWhile(outer => outer != loop).Any(outer => outer is IConditionalOperation or ISwitchOperation);

    /// <summary>How often a loop runs: of one that counts by one between constants, or goes through what is written out. Null where it cannot be told.</summary>
    private static long? Rounds(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Initializer.Value.ConstantValue: { HasValue: true, Value: int from } }] }] }], Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual, RightOperand.ConstantValue: { HasValue: true, Value: int to } } test, AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }] } =>
            (long)to - from + (test.OperatorKind == BinaryOperatorKind.LessThanOrEqual ? 1 : 0),
        IForEachLoopOperation { Collection: var items } => items.Unwrapped() switch
        {
            IArrayCreationOperation { Initializer.ElementValues.Length: var count } => count,
            IInvocationOperation { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" }, Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: int count } }] } => count,
            _ => null,
        },
        _ => null,
    };
}
