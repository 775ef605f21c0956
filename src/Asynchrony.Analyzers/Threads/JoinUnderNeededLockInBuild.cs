using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>As <see cref="JoinUnderNeededLock"/>, where the way to the wait or to the lock leads through other types.</summary>
public sealed class JoinUnderNeededLockInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY2511", JoinUnderNeededLock.Rule);

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        foreach (var (under, held, taken) in JoinUnderNeededLock.In(graph))
            if (!under.Reached.IsWithinType || !taken.IsWithinType || !SymbolEqualityComparer.Default.Equals(under.In.Type, taken.In.Type))
                report(JoinUnderNeededLock.FindingOf(Rule, under, held, taken), under.In.Member);
    });
}
