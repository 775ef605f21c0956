using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>
/// The functions of a whole compilation, tests left out: read body by body, put together at its end, once for all rules. A program without
/// locks, and without async functions or initializers of types beside waits, is not put together at all.
/// </summary>
internal static class ProgramCalls
{
    public static void Each(RuleRegistration on, Action<CallGraph, Action<Finding, ISymbol>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check);

    private sealed class Watch
    {
        private readonly Listeners<(CallGraph Graph, Action<Finding, ISymbol> Report)> checks = new();
        private readonly ConcurrentBag<BodyCode> bodies = [];

        public Watch(RuleRegistration on)
        {
            var tables = CallTables.Of(on);
            on.EachBody(context =>
            {
                if (context.Owner.ContainingType is null || context.Surroundings().IsTest(context.Owner, context.Raw.FilterTree, context.Cancellation))
                    return;

                foreach (var block in context.Blocks)
                    if (!CodeReader.IsSilent(context.Surveyed(block), context.Owner) && CodeReader.Read(new BodyLocks(context.Surveyed(block), context.Owner, tables.Locks), tables) is { IsEmpty: false } code)
                        bodies.Add(code);
            });
            on.AtEnd(report =>
            {
                if (bodies.Any(body => body.TakesLocks) || bodies.Any(body => body.Waits) && bodies.Any(body => body.IsAsync || body.IsInitializer && body.Waits))
                    checks.Hear((new CallGraph(bodies, isProgram: true, on.Cancellation), report), tree: null, on.Switches);
            });
        }

        public void Add(RuleAnalyzer rule, Action<CallGraph, Action<Finding, ISymbol>> check) => checks.Add(rule, found => check(found.Graph, found.Report));
    }
}
