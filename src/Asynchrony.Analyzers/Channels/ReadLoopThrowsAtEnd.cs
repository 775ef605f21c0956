using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A loop that receives for ever from a channel that is completed: the last round throws. Silent where a handler in the function takes the
/// exception, where a message or a test ends the loop, where the token of the receive is cancelled before the channel is completed, and where
/// nobody is seen to complete it.
/// </summary>
public sealed class ReadLoopThrowsAtEnd() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4014",
        title: "Let the loop end when the channel does",
        message: "'{0}' throws once line {2} has completed '{1}', and nothing else ends this loop",
        why: "A receive from a channel that is complete throws: the orderly end of the work looks like a failure, and the exception ends the task or thread that received.");

    private protected override void Register(RuleRegistration on) => OwnChannel.Each(on, Check);

    private static void Check(OwnChannel channel, ChannelContext context)
    {
        if (!channel.Has(ChannelAct.Complete))
            return;

        foreach (var use in channel.Those(ChannelAct.Receive))
            if (use.At is IInvocationOperation call && EndlessReceive.LoopOf(use.Call) is not null
                && channel.Those(ChannelAct.Complete).FirstOrDefault(end => !(EndlessReceive.HasToken(call) && EndlessReceive.IsBehindCancel(end.At))) is { } completed)
                context.Report(new Finding(Rule, call.Head(), call.TargetMethod.Name, channel.Variable.Name, completed.At.Syntax.GetLocation().LineFrom(call.Syntax.GetLocation()))
                    .Also(completed.At.Syntax.GetLocation()));
    }
}
