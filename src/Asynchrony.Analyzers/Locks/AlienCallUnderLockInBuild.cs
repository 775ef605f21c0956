using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="AlienCallUnderLock"/>, where another type calls out.</summary>
public sealed class AlienCallUnderLockInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5520", AlienCallUnderLock.Rule);

    private protected override void Register(RuleRegistration on)
    {
        var steady = on.Table("Steady");
        ProgramCalls.Each(on, (graph, report) =>
        {
            foreach (var section in AlienCallUnderLock.Sections(AlienCallUnderLock.In(graph, new GivenCode(on, steady)).Where(under => !under.Reached.IsWithinType)))
                report(AlienCallUnderLock.FindingOf(Rule, section), section[0].In.Member);
        });
    }
}
