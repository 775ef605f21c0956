using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A loop that tries to receive again and again, with a short pause or none where there was nothing. Silent where something else is done in
/// the meantime, where the rounds are counted or the time is measured, where the loop takes what is there and ends or has a protocol
/// of its own, where it spins by what is made for that, and for a long pause, which is a pace.
/// </summary>
public sealed class PollingReceive() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4006",
        title: "Wait for a message instead of asking for it",
        message: "'{0}' asks '{1}' again and again, {2}",
        why: "A loop that asks for messages burns a processor, or answers late by its pause; a receive that waits is woken when there is something, and may end when the channel does.");

    private protected override void Register(RuleRegistration on)
    {
        var (channels, pauses) = (on.Table("Channels"), on.Table("Pauses"));
        on.EachBody(body => Check(body, channels, pauses));
    }

    private static void Check(BodyContext context, Table channels, Table pauses)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body).ChannelCalls(channels) is { Count: > 0 } calls) // Most bodies have none: they allocate nothing.
                foreach (var call in calls)
                    if (Polling.PauseOf(call, context.Raw, pauses, channels) is { } pause)
                        context.ReportWeakerInTests(new Finding(Rule, call.At.Head(), ((IInvocationOperation)call.At).TargetMethod.Name, ChannelEnd.NameOf(call.Channel),
                                pause == call.At ? "and waits for nothing in between" : $"and line {pause.Syntax.GetLocation().Line()} only lets time pass")
                            .Also(pause == call.At ? null : pause.Syntax.GetLocation()));
    }
}
