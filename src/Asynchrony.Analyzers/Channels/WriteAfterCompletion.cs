using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel that was completed is written to, or completed once more, on the same path. Silent where the completion hangs on a condition
/// that the other call may answer to, where the outcome of a try is looked at, and where a handler around the call expects it to fail.
/// </summary>
public sealed class WriteAfterCompletion() : RuleAnalyzer(Rule)
{
    /// <summary>The property of a finding that tells what the fix may do.</summary>
    public const string Again = nameof(Again);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4007",
        title: "Complete a channel once, behind the last message",
        message: "'{0}' is complete already when '{1}' is called, so {2}",
        why: "A channel that is complete takes nothing more: to write to it or to complete it again throws, or the message is lost.");

    private protected override void Register(RuleRegistration on)
    {
        var channels = on.Table("Channels");
        on.EachBody(context => Check(context, channels));
    }

    private static void Check(BodyContext context, Table channels)
    {
        foreach (var body in context.Blocks)
        {
            var calls = context.Surveyed(body).ChannelCalls(channels);
            if (!Completes(calls)) // Most bodies do not: they allocate nothing.
                continue;

            HashSet<ChannelCall>? told = null;
            foreach (var then in calls)
                if (then is { Act: ChannelAct.Send, At: IInvocationOperation } && Fails(then) is { } harm && Completion.Before(context, calls, then) is { } completion)
                {
                    (told ??= []).Add(completion);
                    Report(context, then, completion, harm);
                }

            // A completion that a loop comes back to is told by the messages of the loop.
            foreach (var then in calls)
                if (then is { Act: ChannelAct.Complete, At: IInvocationOperation } && Fails(then) is { } harm && Completion.Before(context, calls, then) is { } completion && !(completion == then && told?.Contains(then) == true))
                    Report(context, then, completion, harm);
        }
    }

    private static bool Completes(IReadOnlyList<ChannelCall> calls)
    {
        for (var index = 0; index < calls.Count; index++)
            if (calls[index].Act == ChannelAct.Complete)
                return true;
        return false;
    }

    private static void Report(BodyContext context, ChannelCall then, ChannelCall completion, string harm) =>
        context.Report(new Finding(Rule, then.At.Head(), NameOf(then.Channel), ((IInvocationOperation)then.At).TargetMethod.Name, harm)
            .Also(completion.At.Syntax.GetLocation()).With(Again, then.Act == ChannelAct.Complete ? "complete" : "send"));

    /// <summary>What happens to a call once the channel is complete; null where nothing does, or the caller looks at it.</summary>
    private static string? Fails(ChannelCall call) => call switch
    {
        { Act: ChannelAct.Send or ChannelAct.Complete, ThrowsAtEnd: true } => "it throws",
        { Act: ChannelAct.Send, Tries: true } when call.At.IsDropped() || call.At.User() is IAwaitOperation waited && waited.IsDropped() => "the message is lost",
        _ => null,
    };

    private static string NameOf(IOperation channel) => channel.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } owner } => NameOf(owner),
        var named => named.Named()?.Name ?? "channel",
    };
}
