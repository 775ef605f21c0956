using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A loop runs until another thread writes a plain field, which the compiler may read once for all; a number of 64 bits that Interlocked changes is
/// read plainly, which takes two steps on 32 bits. Silent under locks, where the loop waits for others anyway, where a lock guards the field.
/// </summary>
public sealed class StaleOrTornRead() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact that the read may see one half of a write.</summary>
    public const string IsTorn = nameof(IsTorn);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5018",
        title: "Read what another thread writes by Volatile or Interlocked",
        message: "'{0}' is read plainly here, {1}",
        why: "A plain read may be taken out of a loop, so that it never sees what another thread writes, and of 64 bits it may see half of the old value and half of the new one.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithSigns(on, (state, report) =>
    {
        foreach (var variable in state.Variables)
            if (Guard.Of(variable, state) is null)
            {
                var found = StaleRead.Of(variable, state).ToList();
                foreach (var stale in found.Where(stale => !stale.IsTorn))
                    report(OfLoop(stale));
                if (found.Where(stale => stale.IsTorn).ToList() is [var first, ..] torn)
                    report(OfNumber(first, torn.Skip(1)));
            }
    });

    private static Finding OfLoop(StaleRead stale) =>
        new Finding(Rule, stale.Read.At.Head(), stale.Read.Variable.Name, $"and the loop may never see what is written in line {stale.Write.At.Syntax.GetLocation().Line()}, for a {stale.Work!.Value.Noun()} runs one of the two")
            .Also(stale.Write.At.Head());

    /// <summary>One number is one defect, wherever it is read.</summary>
    private static Finding OfNumber(StaleRead first, IEnumerable<StaleRead> others) =>
        new Finding(Rule, first.Read.At.Head(), first.Read.Variable.Name, $"though Interlocked changes it in line {first.Write.At.Syntax.GetLocation().Line()}: on 32 bits it may be half of each value")
            .Also([first.Write.At.Head(), .. others.Select(other => other.Read.At.Head())]).With(IsTorn, "");
}
