using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A constructor starts a thread, a task or a timer, or subscribes to a static event, and that code may read a field of the object which the
/// constructor sets only behind it. Silent where every field that the code reads has its value, where the code waits for something first, and
/// where the constructor waits for the code.
/// </summary>
public sealed class ThisEscapesConstructor() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3006",
        title: "Set all fields before a constructor lets others use the object",
        message: "The {0} that {1} here may read '{2}' before line {3} sets it",
        why: "The constructor has not come to its end when the other thread begins to use the object, so it may find fields without their values: null, or zero.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));
        on.EachBody(body => Check(body, runsDelegate, effects));
    }

    private static void Check(BodyContext context, Table runsDelegate, Table effects)
    {
        if (context.Owner is not IMethodSymbol { MethodKind: MethodKind.Constructor })
            return;

        foreach (var body in context.Blocks)
            foreach (var escaped in context.Surveyed(body) is var survey && (survey.StartsWork(runsDelegate) || !survey.Subscriptions.IsEmpty) ? EscapedThis.In(context, body, runsDelegate, effects) : [])
                context.ReportWeakerInTests(new Finding(Rule, escaped.Start is IEventAssignmentOperation subscription ? subscription.EventReference.Head() : escaped.Start.Head(),
                        escaped.Noun, escaped.Start is IEventAssignmentOperation ? "subscribes" : "starts", escaped.Field.Name, escaped.Set.Syntax.GetLocation().Line())
                    .Also(escaped.Set.Syntax.GetLocation(), escaped.Read.Syntax.GetLocation()));
    }
}
