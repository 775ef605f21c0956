using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A collection that a lock of its object guards is returned to callers, who use it without the lock: itself, a view of it, or a query over it
/// that has not begun; or the member keeps it and goes through it behind the lock. Silent for copies, for locks that callers can take, and for members whose names say that they do.
/// </summary>
public sealed class GuardedStateEscapes() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact that the lock is held where the collection is returned: a copy can be made there.</summary>
    public const string IsLocked = nameof(IsLocked);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5013",
        title: "Return a copy of a collection that a lock guards",
        message: "'{0}' is {1}, while '{2}' guards it at {3} of its {4} uses",
        why: "The lock ends with the member; whoever gets the collection goes through it while others change it.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithLocks(on, (state, report) =>
    {
        foreach (var variable in state.Variables)
            foreach (var escape in Escape.Of(variable, state))
            {
                var finding = new Finding(Rule, escape.Use.At.Head(), variable.Variable.Name, How(escape), escape.Guard.Lock.ToString(), escape.Guard.Locked.Count, escape.Guard.All)
                    .Also([.. escape.Guard.Locked.Select(locked => locked.At.Syntax.GetLocation())]);
                report(escape.Kept is null && escape.Use.Locks.Any(held => held.Lock.Equals(escape.Guard.Lock)) ? finding.With(IsLocked, "") : finding);
            }
    });

    private static string How(Escape escape) => escape.Kept switch
    {
        { Walk: var walk, IsElement: true } => $"asked here for a collection that line {walk.Syntax.GetLocation().Line()} goes through behind the lock",
        { Walk: var walk } => $"kept here and gone through in line {walk.Syntax.GetLocation().Line()} behind the lock",
        _ => escape.IsLater ? "returned here as a query that begins later" : "returned here as it is",
    };
}
