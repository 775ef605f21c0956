using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel that drops messages when it is full, of messages that are to be disposed of, without a callback for those it drops.
/// Silent for tasks, which need no disposal.
/// </summary>
public sealed class DroppedMessageNotDisposed() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4013",
        title: "Dispose of the messages that a channel drops",
        message: "The channel drops a '{0}' when it is full ({1}), and nobody disposes of it",
        why: "A message that is dropped reaches no receiver: what it holds, such as a file, a connection or a rented buffer, stays open until the garbage collector comes by.");

    private protected override void Register(RuleRegistration on)
    {
        var channels = on.Table("Channels");
        on.EachBody(body => Check(body, channels));
    }

    private static void Check(BodyContext context, Table channels)
    {
        foreach (var body in context.Blocks)
            foreach (var made in context.Surveyed(body).ChannelsMade(channels))
                if (made is IInvocationOperation { TargetMethod: { Name: "CreateBounded", TypeArguments: [{ } message] }, Arguments: [{ Value: var options }] } call
                    && !message.IsTask() && ResourceRelease.IsGivenUp(message) && Capacity.FullMode(options, Engine.Of(context.Compilation).NamesOf(body)) is { } mode && mode.StartsWith("Drop", StringComparison.Ordinal))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), message.Name, mode));
    }
}
