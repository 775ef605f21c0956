using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A channel that is made for one reader or one writer, and that several bodies read from or write to at once: two that are started side by
/// side, one that a loop starts again, or one beside the code that makes the channel; or one body that begins a receive while another is under
/// way. Silent where a lock or a semaphore lets them come one by one, and where one is waited for before the next begins.
/// </summary>
public sealed class SinglePromiseBroken() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4005",
        title: "Promise a single reader or writer only where there is one",
        message: "'{0}' promises a single {1}, but {2}",
        why: "With one reader or writer promised the channel leaves out what keeps several apart, so messages get lost, come twice, or wake nobody.");

    private protected override void Register(RuleRegistration on)
    {
        var runsDelegate = on.Table("RunsDelegate");
        OwnChannel.Each(on, (channel, context) => Check(channel, context, runsDelegate));
    }

    private static void Check(OwnChannel channel, ChannelContext context, Table runsDelegate)
    {
        foreach (var creation in channel.Creations)
            if (creation is IInvocationOperation { Arguments: [var options, ..] } && Made(options.Value) is { Initializer: { } initializer })
                foreach (var part in initializer.Initializers)
                    if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: ("SingleReader" or "SingleWriter") and var name }, Value.ConstantValue: { HasValue: true, Value: true } } promise
                        && Broken(channel, context, name == "SingleReader", runsDelegate) is var (how, places))
                        context.Report(new Finding(Rule, promise.Syntax.GetLocation(), channel.Variable.Name, name == "SingleReader" ? "reader" : "writer", how).Also([.. places.Select(place => place.Syntax.GetLocation())]));
    }

    private static IObjectCreationOperation? Made(IOperation options) => options.Unwrapped() switch
    {
        IObjectCreationOperation made => made,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference)?.Unwrapped() as IObjectCreationOperation,
        _ => null,
    };

    private static (string How, IOperation[] Places)? Broken(OwnChannel channel, ChannelContext context, bool reads, Table runsDelegate)
    {
        var uses = channel.Uses.Where(use => reads ? use.Act is ChannelAct.Receive or ChannelAct.ReceiveAll or ChannelAct.WaitForMore : use.Act is ChannelAct.Send)
            .Select(use => (Use: use, Body: ChannelBody.Of(use, channel, runsDelegate))).Where(use => use.Body.IsKnown && !TakesTurns(use.Use)).ToList();

        foreach (var (use, body) in uses)
            if (body.IsSeveral)
                return ($"several runs of one body {(reads ? "read from" : "write to")} it at once", [use.At]);

        for (var index = 0; index < uses.Count; index++)
            for (var other = index + 1; other < uses.Count; other++)
                if (uses[index].Body.Key != uses[other].Body.Key && ChannelBody.MayOverlap(uses[index], uses[other], context))
                    return ($"two bodies {(reads ? "read from" : "write to")} it at once", [uses[index].Use.At, uses[other].Use.At]);
                else if (reads && uses[index].Body.Key == uses[other].Body.Key && ChannelBody.IsPending(uses[index].Use, uses[other].Use, context))
                    return ("one receive is still under way when the next begins", [uses[index].Use.At, uses[other].Use.At]);

        return null;
    }

    /// <summary>True under a lock, and in a function that waits for one by a call.</summary>
    private static bool TakesTurns(ChannelUse use) => use.At.Ancestors().Any(outer => outer is ILockOperation)
        || (use.Call.Function ?? use.At.Root()).DescendantsHere().Any(part => part is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "WaitOne" or "Enter" or "EnterScope" or "LockAsync", ContainingType.Name: not ("Task" or "ValueTask") } });
}
