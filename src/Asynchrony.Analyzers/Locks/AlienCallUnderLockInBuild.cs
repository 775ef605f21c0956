using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="AlienCallUnderLock"/>, where another type calls out.</summary>
public sealed class AlienCallUnderLockInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5520", AlienCallUnderLock.Rule);

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        foreach (var under in AlienCallUnderLock.In(graph))
            if (!under.Reached.IsWithinType)
                report(AlienCallUnderLock.FindingOf(Rule, under), under.In.Member);
    });
}
