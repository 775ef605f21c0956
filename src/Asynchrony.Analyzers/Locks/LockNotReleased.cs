using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock that the function gives back before one of its ends and still holds at another. Silent where a flag or the value returned tells
/// who must release, where the name says that the lock stays taken, and where anything else can give it back.
/// </summary>
public sealed class LockNotReleased() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5002",
        title: "Release a lock on every way out",
        message: "'{0}' is taken here and still held at the end in line {1}, though it is released before others",
        why: "Whoever wants the lock next waits forever for a release that one path of this function forgets.");

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        foreach (var body in context.Blocks)
            foreach (var flow in LockFlow.OfCalls(context, body, locks, steady))
                foreach (var life in flow.Lives)
                {
                    if (!life.IsForgotten || LockHandover.Of(life, flow) || LockHandover.IsMeantToStay(life, context.Owner))
                        continue;

                    var end = life.Left.First().At;
                    context.ReportWeakerInTests(new Finding(Rule, life.Acquire.Head(), life.Thing.Name, end.Line())
                        .Also([.. life.Left.Select(left => left.At), .. life.Releases.Select(release => release.Head())]));
                }
    }
}
