using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// Functions of one type take locks in orders that contradict each other, themselves or through what they call, so that each can come to
/// wait for what another holds. Silent where a common lock keeps them apart, for attempts that give up, in construction, and for locks of
/// objects that cannot be the same. Two locks that the caller names are in no order at all, unless the function compares them.
/// </summary>
public sealed class LockOrderInverted() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5008",
        title: "Take locks in one order everywhere",
        message: "{0}",
        why: "Two threads that each hold what the other waits for wait for ever, and so does everybody who needs either lock.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithLocks(on, (state, report) =>
    {
        foreach (var cycle in LockOrder.CyclesIn(state.Calls))
            report(LockCycle.Finding(Rule, cycle));
        foreach (var edge in LockOrder.Unordered(state.Calls))
            report(LockCycle.Finding(Rule, edge));
        foreach (var code in state.Calls.Functions)
            if (code.Elements.Count > 0 && !code.Compares)
                foreach (var pair in code.Elements)
                    report(LockCycle.Finding(Rule, code, pair));
    });
}
