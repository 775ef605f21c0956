using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A function sleeps, joins, or waits for a task, a signal or an item while it holds a lock, itself or through what it calls. Silent for a wait
/// that gives the lock up, for what waits in async code, which other rules tell, for a lock that lets one function at a time have its answer, for a
/// pause of a few milliseconds, in user interfaces, and where what is waited for takes the lock.
/// </summary>
public sealed class BlockingUnderLock() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5010",
        title: "Do not wait under a lock",
        message: "{0} waits here while this thread holds {1}",
        why: "Everybody who needs the lock waits for as long, and if what is waited for needs it too, for ever.");

    private protected override void Register(RuleRegistration on)
    {
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);
        TypeState.EachWithLocks(on, (state, report) =>
        {
            if (!HasOneThread(state.Type, context))
                foreach (var (under, locks) in In(state.Calls))
                    report(FindingOf(Rule, under, locks));
        });
    }

    /// <summary>True for windows and the like: who waits for the lock there is the thread that has it.</summary>
    internal static bool HasOneThread(INamedTypeSymbol type, Context context) => context.IsUserInterface(type) || context.IsNamedForInterface(type) || Context.IsInNamespaceOfTests(type);

    internal static IEnumerable<(UnderLock Under, IReadOnlyList<TakenLock> Locks)> In(CallGraph graph)
    {
        foreach (var under in UnderLock.Each(graph, StepKind.Wait))
            if (LocksKept(under) is { Count: > 0 } locks && !under.NeededBy(graph).Any() && !under.IsMadeOnce(graph) && !under.IsOnlyTried(graph) && !under.IsForAnswers(graph) && !under.IsMoment)
                yield return (under, locks);
    }

    internal static Finding FindingOf(DiagnosticDescriptor rule, UnderLock under, IReadOnlyList<TakenLock> locks) =>
        new Finding(rule, under.At, under.Name, string.Join(" and ", locks.Select(held => $"'{held.Path}'"))).Also(under.Places(locks))
            .With(UnderLock.Here, under.IsHere ? "true" : "false");

    private static IReadOnlyList<TakenLock> LocksKept(UnderLock under) => under.Step.Word switch
    {
        "work" => [],
        "pulse" when under.Reached.Lock is null => [],
        _ when under.Reached.Calls.IsEmpty && under.In.IsAsync => [],
        _ => [.. under.Held.Where(held => held.Kind is not ("mutex" or "semaphore" or "async" or "shared") && !held.Path.Equals(under.Reached.Lock) && !under.IsGivenUp(held))],
    };
}
