using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A function that is not async returns a task out of a try, whose catch or finally is over before the task is, or out of a using that is there for
/// the work alone. Silent where the catch is meant for what the start of the task throws; where finally gives back a lock of its thread or sets
/// back what belongs to the thread; for tasks that are complete or continued; where what is released was handed to the task (ASY1014); and in
/// lock statements: what a task does to guarded state without the lock is found where it does so.
/// </summary>
public sealed class TaskReturnedFromTry() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1015",
        title: "Await a task inside the try that is to guard it",
        message: "The task of '{0}' is returned out of the {1}",
        why: "A function that returns a task without awaiting it has left its try when the task fails or ends, so what was written to guard the work never does.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (locks, releases, runsDelegate) = (on.Table("Locks"), on.Table("Releases"), on.Table("RunsDelegate"));
        on.EachBody(context => Check(context, locks, releases, runsDelegate));
    }

    private static void Check(BodyContext context, Table locks, Table releases, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
        {
            var hasUsing = !context.Surveyed(body).Usings.IsEmpty;
            if (context.Owner is IMethodSymbol member && ReturnsTask(member))
                Check(context, body, hasUsing, locks, releases, runsDelegate);
            foreach (var function in context.Surveyed(body).Functions)
                if (function.Symbol() is { } inner && ReturnsTask(inner) && function.Body() is { } code)
                    Check(context, code, hasUsing, locks, releases, runsDelegate);
        }
    }

    private static void Check(BodyContext context, IOperation code, bool hasUsing, Table locks, Table releases, Table runsDelegate)
    {
        foreach (var left in LeftTry.In(code, hasUsing, context.Compilation, locks, context.Cancellation))
            if (ReleasedEarly.Of(left.Call, context, releases, runsDelegate) is null && context.IsReached(left.Call))
                context.ReportWeakerInTests(new Finding(Rule, left.Call.Head(), left.Call.TargetMethod.Name, left.Guard switch
                {
                    "catch" => "try: the catch does not see what it throws",
                    "finally" => "try: the finally block runs before it is complete",
                    _ => "using, which ends before it is complete",
                }));
    }

    private static bool ReturnsTask(IMethodSymbol function) => !function.IsAsync && function.ReturnType.IsTask();
}
