using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A function joins a thread that it started, but returns early on a path before the join: there the thread runs on behind its back.
/// Silent where the thread can be reached from elsewhere, is a background thread, or tells by an event, latch or completion source when it is
/// done; where the early end only follows a wait that took too long; and where a condition around the join chooses whether to wait.
/// </summary>
public sealed class ThreadNotJoinedOnEveryPath() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2003",
        title: "Join a thread on every path",
        message: "Thread '{0}' may still run when line {1} returns, though line {2} joins it",
        why: "A thread that is left running goes on with what its starter thinks is over: it writes to variables nobody reads any more, and its work may be done twice.");

    /// <summary>The variable that the thread is known by.</summary>
    public const string Work = "work";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(body => Check(body, on.Known.Thread, runsDelegate));
    }

    private static void Check(BodyContext context, ThreadSymbols thread, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (!survey.StartsWork(runsDelegate))
                continue;

            foreach (var function in MakersOf(thread, survey))
                foreach (var work in StartedWork.In(survey, function, runsDelegate))
                    if (work is { Kind: "thread", Name: not null, Kept.Escapes: false } && work.IsBackground(thread) == false
                        && Graphs.Of(work.Start, context.Raw) is { } graph && !context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                        CheckEnds(context, work, function ?? body, graph, thread);
        }
    }

    /// <summary>The functions of the body that make a thread; null for the body of the member itself.</summary>
    private static IReadOnlyList<IOperation?> MakersOf(ThreadSymbols thread, Survey survey)
    {
        List<IOperation?>? found = null;
        foreach (var creation in survey.Creations)
            if (thread.Is(creation.Type) && creation.EnclosingFunction() is var function && found?.Contains(function) != true)
                (found ??= []).Add(function);

        return (IReadOnlyList<IOperation?>?)found ?? [];
    }

    private static void CheckEnds(BodyContext context, StartedWork work, IOperation function, FlowGraph graph, ThreadSymbols thread)
    {
        var known = Joins.Of(work.Kept.Uses[0], work.Kept.Holders);
        var signalled = Joins.Of(work.Creation, (work.Creation as IObjectCreationOperation)?.Arguments.FirstOrDefault()?.Value.Target(context.Compilation, context.Cancellation));
        var join = function.DescendantsHere().OfType<IInvocationOperation>().LastOrDefault(call => thread.Join.Matches(call.TargetMethod) && call.Arguments.IsEmpty && known.Include(call));
        if (join is null)
            return;

        foreach (var leaver in graph.WaysOut(work.Start, operation => known.Include(operation) || signalled.Include(operation)))
        {
            var end = Ends.Of(leaver, function).At;
            if (end.SourceSpan.Start < join.Syntax.SpanStart && end.SourceTree!.GetRoot(context.Cancellation).FindNode(end.SourceSpan) is ReturnStatementSyntax early)
                context.Report(new Finding(Rule, early.ReturnKeyword.GetLocation(), work.Name!, early.GetLocation().Line(), join.Syntax.GetLocation().Line()).Also(work.Start.Syntax.GetLocation(), join.Syntax.GetLocation()).With(Work, work.Name!));
        }
    }
}
