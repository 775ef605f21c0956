using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel without a limit, fed by a loop that may go on for ever and waits neither for the receiver nor for time. A hint, never shown by
/// itself: whether the receiver keeps up is not in the code. Silent where somebody looks how much there is, for a loop that ends by counting, and
/// for one that tries until it has a result.
/// </summary>
public sealed class UnboundedBacklog() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Hidden(
        id: "ASY4011",
        title: "Give a channel a limit where its sender does not wait",
        message: "'{0}' has no limit, and the loop in line {1} sends without waiting for anybody",
        why: "Where the sender is faster than the receiver, a channel without a limit grows until the memory is full; a limit makes the sender wait, or says what is dropped.");

    private protected override void Register(RuleRegistration on)
    {
        var (pauses, blocking) = (on.Table("Pauses"), on.Table("Blocking"));
        OwnChannel.Each(on, (channel, context) => Check(channel, context, pauses, blocking));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table pauses, Table blocking)
    {
        if (channel.IsBlock || channel.Has(ChannelAct.Look) || !(channel.Has(ChannelAct.Receive) || channel.Has(ChannelAct.ReceiveAll))
            || !channel.Creations.All(creation => Capacity.IsUnlimited(creation)))
            return;

        foreach (var use in channel.Those(ChannelAct.Send))
            if (use.At.EnclosingLoop() is { } loop && IsEndless(loop) && !HasResult(loop) && IsRepeated(use, context) && !loop.DescendantsHere().Any(part => IsThrottle(part, context.Channels, pauses, blocking)))
            {
                context.Report(new Finding(Rule, channel.Creation.Head(), channel.Variable.Name, loop.Syntax.GetLocation().LineFrom(channel.Creation.Syntax.GetLocation())).Also(use.At.Head()));
                return;
            }
    }

    /// <summary>True where the loop comes to the send again, and is not left behind it: else it only tries until it can send.</summary>
    private static bool IsRepeated(ChannelUse use, ChannelContext context) =>
        Graphs.OfFunction(use.Call.Function ?? use.At.Root(), context.Compilation, context.Cancellation)?.Leads(use.At, operation => operation.Syntax == use.At.Syntax && operation.Kind == use.At.Kind, _ => false) == true;

    /// <summary>True for a loop over what never ends by itself: no condition but whether to give up, or a source that is asked for more.</summary>
    private static bool IsEndless(ILoopOperation loop) => EndlessReceive.IsEndless(loop) || loop is IForEachLoopOperation { IsAsynchronous: true };

    /// <summary>True for a loop that returns what it was to find out: it goes on until it can.</summary>
    private static bool HasResult(ILoopOperation loop) => loop.DescendantsHere().Any(part => part is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: not null, IsImplicit: false });

    /// <summary>True for what makes the loop wait for the receiver, for others, or for time to pass. Where its source is another channel, the backlog begins there.</summary>
    private static bool IsThrottle(IOperation part, Table channels, Table pauses, Table blocking) => part is IInvocationOperation call
        && (pauses.Says(call.TargetMethod, "pause") || BlockingCall.Of(call, blocking) is { Until: not "item" } || call.TargetMethod.Name is "WaitAsync"
            || ChannelCall.Of(call, channels) is { Act: ChannelAct.WaitForRoom or ChannelAct.WaitForMore or ChannelAct.Receive or ChannelAct.ReceiveAll });
}
