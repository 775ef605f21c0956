using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="GuardedByDifferentLocks"/>, where code of another type uses the variable under a lock of the same object.</summary>
public sealed class GuardedByDifferentLocksInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5512", GuardedByDifferentLocks.Rule);

    private protected override void Register(RuleRegistration on) => ProgramState.Each(on, (program, report) =>
    {
        foreach (var variable in program.Whole.Variables)
            if (TwoLocks.In(variable, program.Whole).Where(found => program.Whole.IsOfOthers(found.Use) || program.Whole.IsOfOthers(found.Other)).ToList() is [var first, ..] all
                && !(program.OfAlone(variable) is { } own && TwoLocks.In(own, program.Alone).Any()))
                report(GuardedByDifferentLocks.FindingOf(Rule, variable, all), first.Use.Member);
    });
}
