using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A thread or task goes through a collection that others fill meanwhile, and is done: it sees what is there at that moment, and takes nothing
/// out. Silent where a loop comes back to it, where somebody takes what is in it, and where all was sent before the thread starts. Silent for
/// queues, which are lists of all that there is as often as not.
/// </summary>
public sealed class SnapshotEnumeration() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4009",
        title: "Go through all messages, not through those of the moment",
        message: "This loop sees what is in '{0}' when it begins, not what line {1} adds later",
        why: "Enumerating a collection that threads share takes a snapshot: a consumer that does so misses what comes later, and ends at once if it was faster than the producer.");

    private protected override void Register(RuleRegistration on)
    {
        var runsDelegate = on.Table("RunsDelegate");
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        if (channel.IsQueue || channel.ReaderEscapes || channel.Has(ChannelAct.Receive) || channel.Has(ChannelAct.ReceiveAll))
            return;

        foreach (var use in channel.Those(ChannelAct.TakeNow))
            if (use.At is not IInvocationOperation && use.At.User() is IForEachLoopOperation loop && loop.EnclosingLoop() is null
                && StartedMember.StartOf(use.Call.Function, use.At.Root(), use.Member, context.Compilation, runsDelegate, context.Cancellation) is { } start
                && channel.Those(ChannelAct.Send).FirstOrDefault(send => IsLater(send, use, start)) is { } later)
                context.Report(new Finding(Rule, use.At.Syntax.GetLocation(), channel.Variable.Name, later.At.Syntax.GetLocation().LineFrom(use.At.Syntax.GetLocation())).Also(later.At.Syntax.GetLocation()));
    }

    /// <summary>True for a send in other code than the loop, unless it comes before what starts the loop.</summary>
    private static bool IsLater(ChannelUse send, ChannelUse use, IOperation start) =>
        (send.Call.Function != use.Call.Function || !SymbolEqualityComparer.Default.Equals(send.Member, use.Member))
        && (send.At.Root() != start.Root() || send.Call.Function != start.EnclosingFunction() || send.At.Syntax.SpanStart > start.Syntax.SpanStart);
}
