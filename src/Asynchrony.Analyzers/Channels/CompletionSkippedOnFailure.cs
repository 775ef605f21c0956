using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A producer that completes its channel behind its last message, and not where an exception takes it out before. Silent where nothing on
/// the way may throw, where the channel is completed anywhere else too, and where an exception ends the process, the reader or the block as well.
/// </summary>
public sealed class CompletionSkippedOnFailure() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4002",
        title: "Complete a channel also where its producer fails",
        message: "'{0}' is not completed where '{1}' throws, and its reader waits forever",
        why: "A producer that fails leaves its channel open, and the reader waits forever for the next message.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, steady) = (on.Table("RunsDelegate"), on.Table("Steady"));
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate, steady));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate, Table steady)
    {
        if (channel.WriterEscapes || channel.IsQueue || channel.Those(ChannelAct.Complete).ToList() is not [{ At: IInvocationOperation } completion] || !completion.At.IsDropped() || channel.IsWork(completion))
            return;

        var function = completion.Call.Function ?? completion.At.Root();
        if (!channel.Those(ChannelAct.Send).Any(send => (send.Call.Function ?? send.At.Root()) == function && send.At.Syntax.SpanStart < completion.At.Syntax.SpanStart))
            return;

        var body = ChannelBody.Of(completion, channel, runsDelegate);
        if (!body.IsKnown || body.IsSeveral || EndsTheProcess(body, completion) || ReadFrom(channel, body, function, runsDelegate) is not { } from
            || Failure.Before(completion.At, from, steady, context.Channels) is not { } failure)
            return;

        context.Report(new Finding(Rule, completion.At.Head(), channel.Variable.Name, Spoken(failure)).Also(failure.Syntax.GetLocation()));
    }

    /// <summary>What a thread throws ends the process, and so does what the entry point throws.</summary>
    private static bool EndsTheProcess(ChannelBody body, ChannelUse completion) =>
        body.Start is IObjectCreationOperation { Type.Name: "Thread" }
        || body.IsMaker && completion.Member is IMethodSymbol { Name: "Main" or "<Main>$", IsStatic: true };

    /// <summary>
    /// From where on, in the text of the function, somebody else reads: code that is started, a member, or whoever was handed the reader. Null
    /// where nobody does.
    /// </summary>
    private static int? ReadFrom(OwnChannel channel, ChannelBody body, IOperation function, Table runsDelegate)
    {
        if (channel.ReaderEscapes && !body.IsMaker)
            return 0;

        int? from = null;
        foreach (var use in channel.Uses)
            if (ReadToEnd.Is(use, runsDelegate) && ChannelBody.Of(use, channel, runsDelegate) is { IsKnown: true } reader && reader.Key != body.Key
                && (reader.Start is { } start && function.DescendantsHere().Contains(start) ? start.Syntax.Span.End : 0) is var begins && (from is null || begins < from))
                from = begins;
        return from;
    }

    private static string Spoken(IOperation failure) => failure switch
    {
        IInvocationOperation { TargetMethod: var method } => method.Name,
        IObjectCreationOperation { Type: { } type } => type.Name,
        IForEachLoopOperation { Collection: var items } => items.Syntax.ToString(),
        _ => "throw",
    };
}
