using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// The result goes nowhere of a send that a full channel refuses, so that the message is lost, or of a receive that may get nothing, and what
/// it should have got is used all the same. Silent for channels that are not known to refuse, and for signals: a message without content says the
/// same as the one that is waiting. Silent where the code has waited or asked before, and where ASY5019 says so.
/// </summary>
public sealed class TransferResultIgnored() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4004",
        title: "Ask whether a message was sent or received",
        message: "'{0}' on '{1}' {2}",
        why: "A Try method tells by its result alone that a full channel has refused the message, or that there was none: who does not ask loses messages, or works on what was never there.");

    private protected override void Register(RuleRegistration on)
    {
        var (channels, concurrent, locks, runsDelegate) = (on.Table("Channels"), on.Table("Concurrent"), on.Table("Locks"), on.Table("RunsDelegate"));
        OwnChannel.Each(on, Sends);
        on.EachBody(body => Receives(body, channels, concurrent, locks, runsDelegate));
    }

    private static void Sends(OwnChannel channel, ChannelContext context)
    {
        foreach (var creation in channel.Creations)
            if (!Capacity.IsBounded(creation, Engine.Of(context.Compilation).NamesOf(creation.Root())))
                return;

        foreach (var use in channel.Those(ChannelAct.Send))
            if (use.Call is { Tries: true, Message: { } message } && use.At.IsDropped() && !IsSignal(message) && !channel.Those(ChannelAct.WaitForRoom).Any(wait => wait.Call.Function == use.Call.Function && wait.Member.Equals(use.Member, SymbolEqualityComparer.Default)))
                context.Report(new Finding(Rule, use.At.Head(), ((IInvocationOperation)use.At).TargetMethod.Name, channel.Variable.Name, "drops the message where the channel is full, and its result is ignored")
                    .Also(channel.Creation.Head()));
    }

    private static void Receives(BodyContext context, Table channels, Table concurrent, Table locks, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body) is var survey && survey.ChannelCalls(channels) is { Count: > 0 } calls) // Most bodies have none: they allocate nothing.
                foreach (var call in calls)
                    if (call is { Act: ChannelAct.Receive, Tries: true } && call.At.IsDropped() && UntestedMessage.FirstUse(call, context.Raw) is { } use
                        && !StaleAnswer.In(context, body, concurrent, locks, runsDelegate).Any(stale => stale.Act.At == call.At)
                        && !context.Surroundings().IsTest(context.Owner, call.At.Syntax.SyntaxTree, context.Cancellation))
                        context.Report(new Finding(Rule, call.At.Head(), ((IInvocationOperation)call.At).TargetMethod.Name, ChannelEnd.NameOf(call.Channel), $"may get nothing, but line {use.Syntax.GetLocation().Line()} uses '{use.Named()!.Name}' all the same")
                            .Also(use.Syntax.GetLocation()));
    }

    /// <summary>A message without content: a constant, or what is there once for all.</summary>
    private static bool IsSignal(IOperation message) => message.Unwrapped() is { ConstantValue.HasValue: true } or IDefaultValueOperation or IMemberReferenceOperation { Member.IsStatic: true } or IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type.IsValueType: true };
}
