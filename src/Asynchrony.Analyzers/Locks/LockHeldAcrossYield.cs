using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A <c>yield return</c> while a lock of any kind is held on every path to it, so that whoever enumerates decides how long it is held.
/// Silent where the lock was the caller's, or is held on some paths only, where the author says that it is to be held, and for a semaphore that is not given back: it counts what there is to yield.
/// </summary>
public sealed class LockHeldAcrossYield() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5023",
        title: "Release locks before a yield",
        message: "A value is yielded while this iterator holds {0}",
        why: "Between two values the code of the caller runs, for as long as it likes and on any thread, and all that time the lock is held.");

    /// <summary>How many locks are held: a copy made under one of several helps nobody.</summary>
    public const string Locks = "locks";

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body).Yields.Any(step => step.Kind == OperationKind.YieldReturn))
                foreach (var flow in LockFlow.In(context, body, locks, steady))
                    foreach (var held in HeldAcross.In(flow, Verb.Yield, (_, hold) => (hold.Thing.Kind != "semaphore" || flow.Releases(hold.Thing)) && !AuthorsWord.ExplainsLock(hold.At.Syntax)))
                        context.Report(new Finding(Rule, held.First.Keyword, held.Names).Also(held.Others)
                            .With(Locks, held.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
