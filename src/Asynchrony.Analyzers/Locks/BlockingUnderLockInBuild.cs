using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>As <see cref="BlockingUnderLock"/>, where the wait is in another type.</summary>
public sealed class BlockingUnderLockInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY5510", BlockingUnderLock.Rule);

    private protected override void Register(RuleRegistration on)
    {
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);
        ProgramCalls.Each(on, (graph, report) =>
        {
            foreach (var (under, locks) in BlockingUnderLock.In(graph))
                if (!under.Reached.IsWithinType && !BlockingUnderLock.HasOneThread(under.In.Type, context))
                    report(BlockingUnderLock.FindingOf(Rule, under, locks), under.In.Member);
        });
    }
}
