using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A lambda handles an event that is raised on another thread, and writes a captured local that the subscriber goes on to read. Silent under a
/// lock, with Volatile and Interlocked, behind whatever may wait for the event, and once no event is raised any more.
/// </summary>
public sealed class HandlerWritesCaptured() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3010",
        title: "Wait for an event before you read what its handler writes",
        message: "'{0}' is read here while the handler of '{1}' may write it on another thread",
        why: "The event comes when it likes, on a thread of its own: without a wait or a lock nobody can tell whether the handler has run, and what it wrote may never be seen.");

    private protected override void Register(RuleRegistration on)
    {
        var events = on.Table("Events");
        on.EachBody(body => Check(body, on.Known, events));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table events)
    {
        foreach (var body in context.Blocks)
        {
            if (context.Surveyed(body).Subscriptions.IsEmpty)
                continue;

            var reported = new HashSet<SyntaxNode>();
            foreach (var race in CapturedRace.WithHandlers(context, body, events))
                if (!race.Work.Call.IsInExpressionTree(known.ExpressionTree) && reported.Add(race.Later.At.Syntax))
                    context.ReportWeakerInTests(new Finding(Rule, race.Later.At.Syntax.GetLocation(), race.Later.Variable.Name, ((IEventReferenceOperation)((IEventAssignmentOperation)race.Work.Call).EventReference).Event.Name)
                        .Also(race.Earlier.At.Syntax.GetLocation(), ((IEventAssignmentOperation)race.Work.Call).EventReference.Head()));
        }
    }
}
