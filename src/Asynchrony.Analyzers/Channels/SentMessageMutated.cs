using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// An object is changed, or given up, after it was handed to a channel, a block or a queue that others take from: under its own name or
/// another one, through what lies in it, or in the next round of a loop. Silent where something in between may wait for the receiver, or a lock
/// may be held; where the send was refused; where the variable has another object by then; for what is made for several threads.
/// </summary>
public sealed class SentMessageMutated() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY4003",
        title: "Leave a message alone once it is sent",
        message: "'{0}' is {1} after line {2} has sent it",
        why: "The receiver has the same object, not a copy: it may read it at the very moment in which the sender changes it, or find there what belongs to the next message.");

    /// <summary>For the fix: how the code names what was sent.</summary>
    internal const string SentName = "sent";

    private protected override void Register(RuleRegistration on)
    {
        var (channels, locks) = (on.Table("Channels"), on.Table("Locks"));
        var tables = new SentObject.Tables(on.Table("Effects"), on.Table("Releases"), on.Table("Views"));
        on.EachBody(body => Check(body, channels, locks, tables));
    }

    private static void Check(BodyContext context, Table channels, Table locks, SentObject.Tables tables)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body) is var survey && survey.ChannelCalls(channels) is { Count: > 0 } calls) // Most bodies have none: they allocate nothing.
                Check(context, body, survey, calls, channels, locks, tables);
    }

    private static void Check(BodyContext context, IOperation body, Survey survey, IReadOnlyList<ChannelCall> calls, Table channels, Table locks, SentObject.Tables tables)
    {
        foreach (var sends in calls.Where(call => call.Message is { } message && MayChange(message)).GroupBy(call => call.Function))
        {
            var received = sends.Where(sent => Receivers.MayBe(sent, context, survey, channels)).ToList();
            var transfers = received.ConvertAll(sent => new Transfer((IInvocationOperation)sent.At, sent.Message!, sent.Tries || sent.Awaits && sent.At.Type is { } task && ReturnsBool(task)));

            foreach (var change in SentObject.In(context, survey, transfers, tables).Where(change => !IsLocked(change, body, context, survey, locks)).GroupBy(change => (change.Transfer, change.Path)).Select(FirstBehind))
                context.ReportWeakerInTests(new Finding(Rule, (change.IsEndOfUsing ? change.Transfer.Call : change.Change).Head(), change.Path.ToString(), How(change), change.Transfer.Call.Syntax.GetLocation().Line())
                    .Also((change.IsEndOfUsing ? change.Change : change.Transfer.Call).Head()).With(SentName, change.Path.ToString()));
        }
    }

    /// <summary>The first change that follows the send in the text; in a loop that has none, the first of all.</summary>
    private static SentObject FirstBehind(IEnumerable<SentObject> changes) => changes.FirstOrDefault(change => !change.IsNextRound) ?? changes.First();

    private static string How(SentObject change) => change.IsEndOfUsing ? $"{change.How} by its using" : change.IsNextRound ? $"{change.How} in the next round" : change.How;

    /// <summary>Texts, numbers and delegates stay as they are.</summary>
    private static bool MayChange(IOperation message) => message.Unwrapped().Type is { SpecialType: SpecialType.None or SpecialType.System_Object, TypeKind: not (TypeKind.Delegate or TypeKind.Enum) };

    private static bool ReturnsBool(ITypeSymbol task) => task is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static bool IsLocked(SentObject change, IOperation body, BodyContext context, Survey survey, Table locks) =>
        body.Descendants().FirstOrDefault(operation => operation.Syntax == change.Change.Syntax && operation.Kind == change.Change.Kind) is { } place && LockedPlace.MayBe(place, context, survey, locks);
}
