using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A task that its constructor makes and no path starts, though something waits for it, or nothing is done with it at all. Silent once it is
/// handed to anyone else, who may start it unseen, and where it was made only to be asked for its state.
/// </summary>
public sealed class ColdTaskNeverStarted() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1010",
        title: "Start every task you create",
        message: "{0} is created but never started: {1}",
        why: "A task that its constructor makes does nothing until it is started, so its work never happens, and whoever waits for it waits for ever.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(context => Check(context, on.Known.ExpressionTree));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree)
    {
        foreach (var body in context.Blocks)
            foreach (var creation in context.Surveyed(body).Creations)
                if (ColdTask.NeverStarted(creation) is { } cold
                    && !creation.IsInExpressionTree(expressionTree)
                    && context.IsReached(creation))
                    context.ReportWeakerInTests(new Finding(Rule, creation.Head(), cold.Name is { } name ? $"Task '{name}'" : "This task", cold.IsAwaited ? "whoever waits for it waits for ever" : "its work never happens"));
    }
}
