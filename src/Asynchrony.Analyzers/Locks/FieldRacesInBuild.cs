using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="FieldRaces"/>, where code of another type writes or reads a value of several parts.</summary>
public sealed class FieldRacesInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5526", FieldRaces.Rule);

    private protected override void Register(RuleRegistration on) => ProgramState.Each(on, (program, report) =>
    {
        foreach (var variable in program.Whole.Variables)
            foreach (var race in FieldRace.Of(variable, program.Whole))
                if (race.IsTorn && (program.Whole.IsOfOthers(race.Write) || program.Whole.IsOfOthers(race.Other)) && Claims.Owner(race.Write, variable, program.Whole) == Claim.Rest
                    && !(program.OfAlone(variable) is { } own && FieldRace.Of(own, program.Alone).Any()))
                    report(FieldRaces.FindingOf(Rule, race), race.Write.Member);
    });
}
