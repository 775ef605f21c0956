using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable that no lock guards is written while another thread uses it: it is set behind a flag that lets all others past; is a flag that
/// stands for a lock, and given back plainly; or has several parts, and a reader gets some of the old value and some of the new one.
/// </summary>
public sealed class FieldRaces() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact that the write is one step, but in no order with what was written before.</summary>
    public const string IsPlain = nameof(IsPlain);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5026",
        title: "Write what another thread uses before it may look, and in one step",
        message: "'{0}' is {1}",
        why: "The other thread uses what is not there yet, acts on what it should have seen replaced, or reads a value that nobody wrote.");

    private protected override void Register(RuleRegistration on) => TypeState.EachWithSigns(on, (state, report) =>
    {
        foreach (var variable in state.Variables)
        {
            if (SetBehindFlag.Of(variable, state) is { } late)
                report(new Finding(Rule, late.Set.At.Head(), variable.Variable.Name, $"set here behind the flag '{late.Taken.Variable.Name}', so who finds that taken goes on to line {LineOf(late.Use)} and may use it before it is set")
                    .Also(late.Taken.At.Head(), late.Use.At.Head()));

            foreach (var race in FieldRace.Of(variable, state))
                if (Claims.Owner(race.Write, variable, state) == Claim.Rest)
                    report(FindingOf(Rule, race));
        }
    });

    internal static Finding FindingOf(DiagnosticDescriptor rule, FieldRace race)
    {
        var finding = new Finding(rule, race.Write.At.Head(), race.Write.Variable.Name, race.IsTorn
            ? $"written here in more than one step, while '{race.Other.Member.Spoken()}' may read a part of it in line {LineOf(race.Other)}{(race.Work is { } work ? $": a {work.Noun()} runs one of the two" : "")}"
            : $"given back plainly here, so who takes it next in line {LineOf(race.Other)} may not see what was written before").Also(race.Other.At.Head());
        return race.IsTorn ? finding : finding.With(IsPlain, "");
    }

    private static int LineOf(StateUse use) => use.At.Syntax.GetLocation().Line();
}
