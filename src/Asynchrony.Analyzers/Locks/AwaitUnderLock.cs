using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// An await while a lock that belongs to a thread is held on every path to it. Silent for semaphores and async locks, which belong to nobody;
/// for a lock that is handed to what is awaited, which may release it; and for a mutex that this function never gives back, as programs
/// do that run once. Weaker in tests.
/// </summary>
public sealed class AwaitUnderLock() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5001",
        title: "Release the locks of a thread before an await",
        message: "{0} is awaited while this thread holds {1}",
        why: "Behind an await the function may run on another thread, which does not own the lock and cannot release it; until then everybody else waits.");

    /// <summary>How many locks are held: moving the await before one of several helps nobody.</summary>
    public const string Locks = "locks";

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        foreach (var body in context.Blocks)
            if (!context.Surveyed(body).Suspensions.IsEmpty)
                foreach (var flow in LockFlow.OfCalls(context, body, locks, steady))
                    foreach (var held in HeldAcross.In(flow, Verb.Suspend, (step, hold) => IsAtRisk(flow, step, hold)))
                        context.ReportWeakerInTests(new Finding(Rule, held.First.Keyword, held.First.Waited, held.Names).Also(held.Others)
                            .With(Locks, held.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static bool IsAtRisk(LockFlow flow, IOperation step, Hold hold) =>
        LockCall.IsThreadAffine(hold.Thing.Kind)
        && !IsHandedOver(step, hold.Thing)
        && (hold.Thing.Kind != "mutex" || flow.Releases(hold.Thing));

    /// <summary>True where the lock is an argument of what is awaited.</summary>
    private static bool IsHandedOver(IOperation step, Thing thing) =>
        thing.Identity is AccessPath path && step.Descendants().OfType<IArgumentOperation>().Any(argument =>
            path.IsThis ? argument.Value.Unwrapped() is IInstanceReferenceOperation
                : argument.Value.Named() is { } named && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, path.Parts.LastOrDefault()));
}
