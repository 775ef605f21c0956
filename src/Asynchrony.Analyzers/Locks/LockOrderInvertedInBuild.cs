using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="LockOrderInverted"/>, where it takes the code of several types to see it.</summary>
public sealed class LockOrderInvertedInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5508", LockOrderInverted.Rule);

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        foreach (var cycle in LockOrder.CyclesIn(graph))
            if (!LockCycle.IsWithinType(cycle))
                report(LockCycle.Finding(Rule, cycle), cycle[0].In.Member);
        foreach (var edge in LockOrder.Unordered(graph))
            if (!edge.IsWithinType)
                report(LockCycle.Finding(Rule, edge), edge.In.Member);
    });
}
