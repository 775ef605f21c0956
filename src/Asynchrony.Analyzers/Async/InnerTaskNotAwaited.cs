using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// What a call runs is a task itself, and of the task of a task only the outer one is awaited, waited for or handed on. Silent where the type is
/// written in a signature, as that of WhenAny; where the inner task may be taken by who has the outer one; where it is complete from the
/// start; where nobody waits for either; and for a task that asks for a thread of its own, which is another defect.
/// </summary>
public sealed class InnerTaskNotAwaited() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1013",
        title: "Await the task inside the task",
        message: "'{0}' results in a task within a task, and only the outer one is {1}",
        why: "The outer task is complete as soon as the inner one has begun, so whoever waits for it goes on too early, and what the inner one throws is lost.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(context => Check(context, on.Known.ExpressionTree));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree)
    {
        foreach (var body in context.Blocks)
            foreach (var call in context.Surveyed(body).Calls)
                if (NestedTask.LostIn(call) is { Lost: { } lost }
                    && !WaitsByDesign.IsLongRunning(call)
                    && !call.IsInExpressionTree(expressionTree)
                    && context.IsReached(call))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), call.TargetMethod.Name, FateOf(lost)).Also(lost.Syntax.GetLocation()));
    }

    /// <summary>What becomes of the outer task where the inner one gets lost.</summary>
    private static string FateOf(IOperation lost) => lost switch
    {
        IAwaitOperation => "awaited",
        IConversionOperation => "handed on",
        IInvocationOperation { TargetMethod.Name: "ContinueWith" } => "continued",
        _ => "waited for",
    };
}
