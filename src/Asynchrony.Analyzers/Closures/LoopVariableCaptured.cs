using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A body that starts in a loop reads a variable which the loop goes on to change: by the time the body runs, the value is another.
/// Silent for variables of the iteration (foreach, declared inside), where the caller waits for the body before it changes the
/// variable, where the body writes the variable itself (ASY3001, ASY3004) and where it polls it or reads it by ref: then sharing is meant.
/// </summary>
public sealed class LoopVariableCaptured() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3002",
        title: "Copy a loop variable before a thread body captures it",
        message: "Loop variable '{0}' is captured by a {1} that starts in the loop, and the loop changes it before the {1} may read it",
        why: "A closure shares the variable, not its value, so bodies started in a loop see whatever value the loop has reached when they run.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null && on.Known.Task.Type is null)
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(body => Check(body, on.Known, runsDelegate));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
            foreach (var handover in context.Surveyed(body).Handovers(runsDelegate))
            {
                if (!handover.RunsBeside || handover.Call.EnclosingLoop() is null || handover.Call.IsInExpressionTree(known.ExpressionTree))
                    continue;

                var joins = handover.Joins;
                foreach (var variable in joins.AtOnce ? [] : CapturedVariable.ReadOnlyIn(handover.Body))
                    if (ChangedByLoop(variable.Local, handover, joins, context) is { } change)
                        context.Report(new Finding(Rule, variable.FirstRead.Syntax.GetLocation(), variable.Local.Name, handover.Noun)
                            .Also(change.Syntax.GetLocation(), handover.Call.Head()));
            }
    }

    /// <summary>A write by the loop that some path reaches after the start, before the caller has waited for the body.</summary>
    private static IOperation? ChangedByLoop(ILocalSymbol local, Handover handover, Joins joins, BodyContext context)
    {
        var writes = CapturedVariable.WritesByLoopsAround(handover.Call, local);
        if (writes.Count == 0 || Graphs.Of(handover.Call, context.Raw) is not { } graph)
            return null;

        return writes.FirstOrDefault(write => graph.Leads(
            handover.Call,
            target: operation => operation.Syntax == write.Syntax,
            barrier: joins.Include));
    }
}
