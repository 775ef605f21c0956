using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel that somebody reads until no more will come, and that nothing completes. Silent where the writer is handed to anyone else, where
/// a token or a way out of the loop ends the reader, where a producer never comes to an end itself, and, for the channel of a type, where
/// nothing says that the type ever stops.
/// </summary>
public sealed class ChannelNeverCompleted() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4001",
        title: "Complete every channel that is read to its end",
        message: "{0} '{1}' is never completed, so {2} never ends",
        why: "A reader that goes on until the channel is completed waits forever for a message that never comes.");

    private static readonly ImmutableArray<string> Ends = ImmutableArray.Create("Stop", "Close", "Shutdown", "ShutDown", "Finish", "Complete", "End", "Drain", "Dispose", "OnStop");

    private protected override void Register(RuleRegistration on)
    {
        var runsDelegate = on.Table("RunsDelegate");
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        if (channel.IsQueue || channel.WriterEscapes || channel.Has(ChannelAct.Complete) || channel.Has(ChannelAct.Linked) || !channel.Has(ChannelAct.Send))
            return;

        var waits = ReadToEnd.Of(channel, runsDelegate).ToList();
        if (waits.Count == 0 || !channel.Those(ChannelAct.Send).All(send => ComesToAnEnd(send, channel, context, runsDelegate)) || channel.IsOfType && !Stops(channel, context))
            return;

        var noun = channel.IsBlock ? "Block" : channel.Type.Name == "BlockingCollection" ? "Collection" : "Channel";
        context.Report(new Finding(Rule, channel.Creation.Head(), noun, channel.Variable.Name, waits[0].Act == ChannelAct.End ? "the wait for its end" : "the loop over it")
            .Also([.. waits.Select(wait => wait.At.Syntax.GetLocation())]));
    }

    /// <summary>Who sends for ever, or whenever somebody else likes, has no place to complete the channel.</summary>
    private static bool ComesToAnEnd(ChannelUse send, OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        var body = ChannelBody.Of(send, channel, runsDelegate);
        return send.At is IInvocationOperation && body.IsKnown && !(body.Start is IObjectCreationOperation { Type.Name: "Timer" })
            && Graphs.OfFunction(send.Call.Function ?? send.At.Root(), context.Compilation, context.Cancellation)?.LeadsOut(send.At, _ => false) is not null;
    }

    /// <summary>True for a type that stops at some time: one that is disposed of, has a method for it, or is the program.</summary>
    private static bool Stops(OwnChannel channel, ChannelContext context)
    {
        foreach (var member in channel.Variable.ContainingType.GetMembers())
            if (member is IMethodSymbol method && (method.Name is "Main" or "<Main>$" || Ends.Any(end => method.Name.StartsWith(end, StringComparison.Ordinal))))
                return true;
        foreach (var implemented in channel.Variable.ContainingType.AllInterfaces)
            if (implemented.Name is "IDisposable" or "IAsyncDisposable")
                return true;
        return false;
    }
}
