using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A test asserts on a thread, in a work item or a timer, whose exception ends the process, or in a task that it never awaits, whose exception
/// nobody sees. Silent where the body catches what it throws, where the task is awaited, waited for, asked how it ended or handed on, and
/// outside of tests.
/// </summary>
public sealed class AssertOffTestThread() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2017",
        title: "Assert where the test sees it",
        message: "'{0}' runs {1}: when it fails, {2}",
        why: "A test fails by an exception that reaches the framework: one of another thread never does.");

    /// <summary>The variable that keeps a task nobody awaits.</summary>
    public const string Work = "work";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (runsDelegate, surroundings) = (on.Table("RunsDelegate"), on.Table("Surroundings"));
        Func<IInvocationOperation, bool> isAssertion = call => Assertion.Is(call, surroundings);
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                if (context.Surveyed(body) is var survey && survey.StartsWork(runsDelegate) && context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                    foreach (var unseen in UnseenFailure.In(survey, runsDelegate, isAssertion))
                        if (context.IsReached(unseen.Work.Call))
                            context.Report(Say(unseen));
        });
    }

    private static Finding Say(UnseenFailure unseen)
    {
        var (place, outcome) = unseen.Work.RunsOn switch
        {
            WorkKind.Thread => ("on a thread of its own", "the process ends, and not the test"),
            WorkKind.Pool => ("in a work item", "the process ends, and not the test"),
            WorkKind.Timer => ("in a timer", "the process ends, and not the test"),
            _ => ("in a task that the test does not await", "the test passes all the same"),
        };

        var found = new Finding(Rule, unseen.Call.Head(), unseen.Call.TargetMethod.Name, place, outcome).Also(unseen.Work.Call.Head());
        return unseen.Work.RunsOn == WorkKind.Task && unseen.Work.Kept.Holders.FirstOrDefault() is { } holder ? found.With(Work, holder.Name) : found;
    }
}
