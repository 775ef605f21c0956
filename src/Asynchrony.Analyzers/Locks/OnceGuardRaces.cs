using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A flag that lets code run once is looked at and set in two steps, where two threads may come at once: the code gives a semaphore back,
/// runs for a timer whose ticks overlap, or on a thread of its own and for callers; and what one member disposes of or clears while another
/// uses it on another thread (behind the end of a timer: ASY2013), or makes it anew beside the end of the whole. Silent under any lock, without a sign of threads, and where the one who disposes, or who starts the other, waits for the other.
/// </summary>
public sealed class OnceGuardRaces() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5025",
        title: "Test and set a flag in one step, and let nobody use what you dispose of",
        message: "'{0}' is {1} here, {2}",
        why: "Between looking at a flag and setting it another thread finds it unset too, and what was to happen once happens twice; between a test and a use another thread disposes of what is used.");

    private protected override void Register(RuleRegistration on)
    {
        var (locks, releases) = (on.Table("Locks"), on.Table("Releases"));
        TypeState.EachWithLocksOrThreads(on, (state, report) =>
        {
            foreach (var variable in state.Variables)
            {
                foreach (var guard in OnceGuard.In(variable))
                    if (guard.Release(locks) is var release && Harm(guard, release, state) is { } harm && Claims.Owner(guard.Set, variable, state) == Claim.OnceFlag)
                        report(new Finding(Rule, guard.Test.At.Head(), variable.Variable.Name, "tested", $"and set only in line {guard.Set.At.Syntax.GetLocation().Line()}, so {harm}")
                            .Also(guard.Set.At.Head(), release?.Head()));

                if (UsedWhileReleased.In(variable, state, releases) is { TimerEnd: null } used)
                    report(new Finding(Rule, used.Release.At.Head(), variable.Variable.Name, used.Release.IsChange ? "cleared" : "disposed of", $"while {used.Noun} may use it in line {used.Use.At.Syntax.GetLocation().Line()}")
                        .Also(used.Use.At.Head()));

                if (ReplacedBesideEnd.Of(variable, state) is { } replaced)
                    report(new Finding(Rule, replaced.Disposal.At.Head(), variable.Variable.Name, "disposed of", $"to be made anew, while '{replaced.End.Member.Name}' may dispose of it in line {replaced.End.At.Syntax.GetLocation().Line()}")
                        .Also(replaced.Made.At.Head(), replaced.End.At.Head()));
            }
        });
    }

    /// <summary>What happens twice, and why two threads come here; null where nothing says so.</summary>
    private static string? Harm(OnceGuard guard, IInvocationOperation? release, TypeState state)
    {
        if (release is not null)
            return $"two threads may both give '{release.Instance?.Named()?.Name ?? "the lock"}' back";
        if (state.RunsOn(guard.Test) is not { } work || Guard.IsBeforeOrAfter(guard.Test.Member))
            return null;

        return work == WorkKind.Timer ? "two ticks of the timer may both go on"
            : state.IsReachedByCallers(guard.Test) ? $"a {work.Noun()} and a caller may both go on"
            : null;
    }
}
