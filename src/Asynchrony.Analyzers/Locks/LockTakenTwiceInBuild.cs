using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="LockTakenTwice"/>, where the way leads through other types.</summary>
public sealed class LockTakenTwiceInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5509", LockTakenTwice.Rule);

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        foreach (var second in SecondTake.In(graph))
            if (!second.Taken.Reached.IsWithinType)
                report(LockTakenTwice.FindingOf(Rule, second), second.Taken.In.Member);
    });
}
