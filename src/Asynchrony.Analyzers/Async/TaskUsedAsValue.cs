using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A task is written as text, passed on as data or compared with a value, where its result is meant. Silent for what takes objects without
/// looking at them; for tasks that are made complete; for a call that says it may return no task; and in expression trees.
/// </summary>
public sealed class TaskUsedAsValue() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1009",
        title: "Await a task before you use its result",
        message: "{0} is {1}, and not what it results in",
        why: "A task is an object of its own: as text it is the name of its type, it equals no value, and a call that returns one never returns null.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var takesValue = on.Table("TakesValue");
        on.EachBody(context => Check(context, on.Known.ExpressionTree, takesValue));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree, Table takesValue)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var converted in survey.TasksAsObjects)
                Report(context, TaskAsValue.Of(converted, takesValue, context.Compilation, context.Cancellation), expressionTree);
            foreach (var call in survey.Calls)
                Report(context, TaskAsValue.Of(call, takesValue), expressionTree);
        }
    }

    private static void Report(BodyContext context, TaskAsValue? value, INamedTypeSymbol? expressionTree)
    {
        if (value is not null && !value.Task.IsInExpressionTree(expressionTree))
            context.ReportWeakerInTests(new Finding(Rule, value.Task.Unwrapped().Head(), NameOf(value.Task.Unwrapped()), value.Use));
    }

    private static string NameOf(IOperation task) => task is IInvocationOperation call ? $"The task of '{call.TargetMethod.Name}'"
        : task.Named() is { } named ? $"Task '{named.Name}'"
        : "A task";
}
