using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="GuardedFieldUnguarded"/>, where code of another type uses the variable, or shows that a lock guards it.</summary>
public sealed class GuardedFieldUnguardedInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5511", GuardedFieldUnguarded.Rule, DiagnosticSeverity.Info);

    private protected override void Register(RuleRegistration on)
    {
        var unguarded = on.Table("Unguarded");
        ProgramState.Each(on, (program, report) =>
        {
            foreach (var variable in program.Whole.Variables)
                if (variable.Variable is not IFieldSymbol { IsVolatile: true } && Guard.Of(variable, program.Whole) is { } guard && !IsOther(guard, variable, program))
                    foreach (var use in GuardedFieldUnguarded.FirstOfEachMember(guard, variable, program.Whole, unguarded))
                        if ((program.Whole.IsOfOthers(use) || !IsSeenAlone(use, variable, program)) && !program.IsEnteredUnder(guard.Lock, use))
                            report(GuardedFieldUnguarded.FindingOf(Rule, use, guard, variable, ProgramState.NameOf(guard.Lock, use), unguarded).With(GuardedFieldUnguarded.Lock, ProgramState.NameOf(guard.Lock, use)), use.Member);
        });
    }

    /// <summary>True where the code of the type alone tells of another lock: the live rule says so.</summary>
    private static bool IsOther(Guard guard, VariableState variable, ProgramState program) =>
        program.OfAlone(variable) is { } own && Guard.Of(own, program.Alone) is { } known && !known.Lock.Equals(guard.Lock);

    private static bool IsSeenAlone(StateUse use, VariableState variable, ProgramState program) =>
        program.OfAlone(variable) is { } own && (Guard.Of(own, program.Alone) is { } guard ? guard.Bare.Any(bare => bare.At == use.At) : LeftLock.Of(own, program.Alone).Any(left => left.Change.At == use.At));
}
