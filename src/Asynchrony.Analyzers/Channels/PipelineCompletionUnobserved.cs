using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// The end of a pipeline that nobody sees: a link that does not pass the end on to the block whose end is awaited, a last block that is
/// completed and not waited for, a reader whose task is thrown away while its channel is completed. Silent where the block is completed by
/// hand, where anything else may wait for the work, and where the channel escapes.
/// </summary>
public sealed class PipelineCompletionUnobserved() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The property of a finding that tells which of these it is.</summary>
    public const string Missing = nameof(Missing);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4012",
        title: "Wait for the end of a pipeline",
        message: "'{0}' {1}",
        why: "What is still under way when nobody waits for it may be lost, what fails in it goes unnoticed, and an end that is not passed on never comes.");

    private protected override void Register(RuleRegistration on)
    {
        var runsDelegate = on.Table("RunsDelegate");
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        if (channel.IsQueue || channel.WriterEscapes || channel.ReaderEscapes)
            return;

        if (channel.IsBlock && channel.Has(ChannelAct.Linked))
            CheckLinks(channel, context);
        else if (channel.IsBlock && !channel.IsOfType)
            CheckLast(channel, context);
        else if (!channel.IsOfType)
            CheckReader(channel, context, runsDelegate);
    }

    /// <summary>The end of a block is awaited that no other block passes on to it, and that nobody completes.</summary>
    private static void CheckLinks(OwnChannel channel, ChannelContext context)
    {
        if (channel.Has(ChannelAct.Complete) || channel.Those(ChannelAct.End).FirstOrDefault(end => ReadToEnd.IsWaitedFor(end.At)) is not { } wait)
            return;

        var links = channel.Those(ChannelAct.Linked).ToList();
        if (links.TrueForAll(link => PassesOn((IInvocationOperation)link.At) == false))
            foreach (var link in links)
                context.Report(new Finding(Rule, link.At.Head(), channel.Variable.Name, "is awaited to its end, but this link does not pass the end on").Also(wait.At.Syntax.GetLocation()).With(Missing, "link"));
    }

    /// <summary>True where the options of a link say that the end is passed on; null where they cannot be told.</summary>
    private static bool? PassesOn(IInvocationOperation link)
    {
        if (link.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "DataflowLinkOptions") is not { } given)
            return false;

        var made = given.Value.Unwrapped() is ILocalReferenceOperation { Local: var local } reference ? local.OnlyValue(reference)?.Unwrapped() : given.Value.Unwrapped();
        if (made is not IObjectCreationOperation creation || made != given.Value.Unwrapped() && creation.Initializer is null)
            return null;

        foreach (var part in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
            if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "PropagateCompletion" }, Value: var value })
                return value.ConstantValue is { HasValue: true, Value: bool says } ? says : null;
        return false;
    }

    /// <summary>A block that does the work of its maker, who completes it and goes away.</summary>
    private static void CheckLast(OwnChannel channel, ChannelContext context)
    {
        if (channel.Type.Name != "ActionBlock" || channel.Has(ChannelAct.End) || !channel.Has(ChannelAct.Send)
            || channel.Those(ChannelAct.Complete).ToList() is not [{ At: IInvocationOperation complete }] || !complete.IsDropped() || complete.EnclosingFunction() != channel.Creation.EnclosingFunction()
            || MaySignal(channel.Creation))
            return;

        context.Report(new Finding(Rule, complete.Head(), channel.Variable.Name, "is completed, but nobody waits until its work is done").Also(channel.Creation.Syntax.GetLocation()).With(Missing, "block"));
    }

    /// <summary>The task of a reader is thrown away by the code that completes the channel.</summary>
    private static void CheckReader(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        if (channel.Has(ChannelAct.End) || channel.Those(ChannelAct.Complete).FirstOrDefault(use => ChannelBody.Of(use, channel, runsDelegate).IsMaker && use.Through.IsEmpty) is not { At: IInvocationOperation complete })
            return;

        foreach (var read in ReadToEnd.Of(channel, runsDelegate))
            if (ChannelBody.Of(read, channel, runsDelegate).Start is IInvocationOperation { Parent: ISimpleAssignmentOperation { Target: IDiscardOperation } } start
                && start.EnclosingFunction() == channel.Creation.EnclosingFunction() && start.Syntax.SpanStart < complete.Syntax.SpanStart && !MaySignal(start))
                context.Report(new Finding(Rule, start.Head(), channel.Variable.Name, "is completed, but nobody waits for the task that reads it").Also(complete.Syntax.GetLocation()).With(Missing, "reader"));
    }

    /// <summary>True where the work touches what the maker may wait for, or is not seen.</summary>
    private static bool MaySignal(IOperation work)
    {
        var arguments = work switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation made => made.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty };
        foreach (var argument in arguments)
            if (argument.Value.Type?.TypeKind == TypeKind.Delegate && Handover.BodyOf(argument.Value) is not { } && argument.Value.Unwrapped() is not IMethodReferenceOperation
                || argument.Value.DescendantsAndSelf().Any(part => part.Named() is not null && Joins.IsSignal(part.Type)))
                return true;
        return false;
    }
}
