using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable is used under a lock that does not keep the others out: they hold another one, change it with Interlocked and no lock at all, or
/// have each their own while the variable is shared by all objects. Silent where the two have a lock in common, where a lock may have another
/// name, and in constructors and what runs before or after others have the object.
/// </summary>
public sealed class GuardedByDifferentLocks() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The lock that is to be taken instead, as the code of the type names it.</summary>
    public const string Lock = "Lock";

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5012",
        title: "Guard a variable with the same lock everywhere",
        message: "'{0}' is {1} here under '{2}', {3}",
        why: "A lock keeps out only those who take the same one: under two locks two threads use the variable at once, as if there were none.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithLocks(on, (state, report) =>
    {
        foreach (var variable in state.Variables)
            if (TwoLocks.In(variable, state).ToList() is [var first, ..] all)
                report(all.TrueForAll(found => found.MayTakeOther(state) && found.Needed!.Equals(first.Needed)) ? FindingOf(Rule, variable, all).With(Lock, first.Needed!.ToString()) : FindingOf(Rule, variable, all));
    });

    /// <summary>One variable is one defect, however often it is used under the other lock.</summary>
    internal static Finding FindingOf(DiagnosticDescriptor rule, VariableState variable, IReadOnlyList<TwoLocks> all)
    {
        var found = all[0];
        var others = found.Needed is { } needed ? $"while '{found.Other.Member.Spoken()}' {(found.Other.IsChange ? "changes" : "reads")} it under '{needed}'"
            : found.Other == found.Use ? "of which every object has its own"
            : $"while '{found.Other.Member.Spoken()}' changes it with Interlocked";
        var finding = new Finding(rule, found.Use.At.Head(), variable.Variable.Name, found.Use.IsChange ? "changed" : "read", ProgramState.NameOf(found.Held, found.Use), others);
        return finding.Also([found.Other == found.Use ? null : found.Other.At.Head(), .. all.Skip(1).Select(other => other.Use.At.Head())]);
    }
}
