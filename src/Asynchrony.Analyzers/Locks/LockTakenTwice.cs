using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock that does not let its holder in again - a semaphore for one, a spin lock, a slim reader-writer lock - is taken while it is held,
/// directly or through what is called. Silent for attempts that may fail, for locks made to be taken again, and where a parameter decides.
/// </summary>
public sealed class LockTakenTwice() : TypeRuleAnalyzer(Rule)
{
    /// <summary>Set where a lock for reading is to become one for writing.</summary>
    public const string Upgrade = "Upgrade";

    /// <summary>Set where the function calls one of its own type that takes the lock.</summary>
    public const string Call = "Call";

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5009",
        title: "Do not take a lock again that does not let its holder in",
        message: "{0} '{1}', which '{2}' has held since line {3}: it {4}",
        why: "Only monitors and mutexes know their owner: whoever takes any other lock twice waits for himself, and everybody else with him.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithLocks(on, (state, report) =>
    {
        foreach (var second in SecondTake.In(state.Calls))
            report(FindingOf(Rule, second));
    });

    internal static Finding FindingOf(DiagnosticDescriptor rule, SecondTake second)
    {
        var (under, held) = (second.Taken, second.Held);
        var finding = new Finding(rule, under.At,
            under.Reached.Calls.IsEmpty ? "This takes" : $"'{under.Reached.Calls[0].Name}' takes", held.Path, under.In.Name, held.At.GetLocation().Line(), second.Throws ? "throws" : "waits for itself")
            .Also(under.Places([held]));
        return under.Reached.Calls is [_] && under.Reached.IsWithinType ? finding.With(Call, "true")
            : second.IsUpgrade && under.Reached.Calls.IsEmpty ? finding.With(Upgrade, "true")
            : finding;
    }
}
