using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel that was completed is written to, or completed once more, on the same path; or code that goes through it completes it when it
/// fails, and other code completes it whatever happens. Silent where the completion hangs on a condition
/// that the other call may answer to, where the outcome of a try is looked at, and where a handler around the call expects it to fail.
/// </summary>
public sealed class WriteAfterCompletion() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The property of a finding that tells what the fix may do.</summary>
    public const string Again = nameof(Again);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4007",
        title: "Complete a channel once, behind the last message",
        message: "'{0}' {1} complete already when '{2}' is called, so {3}",
        why: "A channel that is complete takes nothing more: to write to it or to complete it again throws, or the message is lost.");

    private protected override void Register(RuleRegistration on)
    {
        var channels = on.Table("Channels");
        on.EachBody(context => Check(context, channels));
        OwnChannel.Each(on, CheckFailure);
    }

    /// <summary>Code that goes through the channel completes it when it fails, at any time; a completion by other code throws then.</summary>
    private static void CheckFailure(OwnChannel channel, ChannelContext context)
    {
        foreach (var then in channel.Those(ChannelAct.Complete))
            if (then is { At: IInvocationOperation, Call.ThrowsAtEnd: true } && !IsExpected(then.At))
                foreach (var failure in channel.Those(ChannelAct.Complete))
                    if (FunctionOf(failure) != FunctionOf(then) && IsOfFailure(failure.At) && GoesThrough(channel, FunctionOf(failure)))
                    {
                        context.Report(new Finding(Rule, then.At.Head(), NameOf(then.Call.Channel), "may be", ((IInvocationOperation)then.At).TargetMethod.Name, "it throws").Also(failure.At.Syntax.GetLocation()).With(Again, "complete"));
                        break;
                    }
    }

    private static IOperation FunctionOf(ChannelUse use) => use.Call.Function ?? use.At.Root();

    /// <summary>True in a handler that hands its exception on to the readers.</summary>
    private static bool IsOfFailure(IOperation completion) => completion is IInvocationOperation { Arguments: [{ Value: var error }, ..] } && error.Unwrapped() is ILocalReferenceOperation
        && completion.Ancestors().TakeWhile(outer => !outer.IsFunction()).Any(outer => outer is ICatchClauseOperation);

    private static bool GoesThrough(OwnChannel channel, IOperation function)
    {
        foreach (var use in channel.Uses)
            if (use.Act is ChannelAct.Send or ChannelAct.Receive or ChannelAct.ReceiveAll or ChannelAct.WaitForMore or ChannelAct.WaitForRoom && FunctionOf(use) == function)
                return true;
        return false;
    }

    /// <summary>True in a try with handlers, as the last thing it does: whatever fails there, nothing is skipped.</summary>
    private static bool IsExpected(IOperation completion)
    {
        for (var (inner, outer) = (completion, completion.Parent); outer is not null && !inner.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is IBlockOperation block && block.Operations.LastOrDefault() != inner)
                return false;
            else if (outer is ITryOperation { Catches.IsEmpty: false } guarded && guarded.Body == inner)
                return true;
        return false;
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
        context.Report(new Finding(Rule, then.At.Head(), NameOf(then.Channel), "is", ((IInvocationOperation)then.At).TargetMethod.Name, harm)
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
