using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A function joins a thread that it started, but returns early on a path before the join, throws, or goes on behind the handler of what failed in
/// between: there the thread runs on behind its back. Silent where the thread can be reached from elsewhere, is a background thread, or tells by
/// an event, latch or completion source when it is done; where the early end only follows a wait that took too long, or the exception tells
/// what the thread has told or that somebody gave up; and where a condition around the join chooses whether to wait.
/// </summary>
public sealed class ThreadNotJoinedOnEveryPath() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2003",
        title: "Join a thread on every path",
        message: "Thread '{0}' may still run when line {1} {2}, though line {3} joins it",
        why: "A thread that is left running goes on with what its starter thinks is over: it writes to variables nobody reads any more, and its work may be done twice.");

    /// <summary>The variable that the thread is known by.</summary>
    public const string Work = "work";

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var (runsDelegate, failing) = (on.Table("RunsDelegate"), on.Table("Failing"));
        on.EachBody(body => Check(body, on.Known.Thread, runsDelegate, failing));
    }

    private static void Check(BodyContext context, ThreadSymbols thread, Table runsDelegate, Table failing)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (!survey.StartsWork(runsDelegate))
                continue;

            foreach (var function in MakersOf(thread, survey))
                foreach (var work in StartedWork.In(survey, function, runsDelegate))
                    if (work is { Kind: WorkKind.Thread, Name: not null, Kept.Escapes: false } && work.IsBackground(thread) == false
                        && Graphs.Of(work.Start, context.Raw) is { } graph && !context.Surroundings().IsTest(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                        CheckEnds(context, work, function ?? body, graph, thread, failing);
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

    private static void CheckEnds(BodyContext context, StartedWork work, IOperation function, FlowGraph graph, ThreadSymbols thread, Table failing)
    {
        var code = (work.Creation as IObjectCreationOperation)?.Arguments.FirstOrDefault()?.Value.Target(context.Compilation, context.Cancellation);
        var (known, signalled) = (Joins.Of(work.Kept.Uses[0], work.Kept.Holders), Joins.Of(work.Creation, code));
        var join = function.DescendantsHere().OfType<IInvocationOperation>().LastOrDefault(call => thread.Join.Matches(call.TargetMethod) && call.Arguments.IsEmpty && known.Include(call));
        if (join is null)
            return;

        foreach (var leaver in graph.WaysOut(work.Start, IsWait))
        {
            var end = Ends.Of(leaver, function).At;
            if (end.SourceSpan.Start < join.Syntax.SpanStart && end.SourceTree!.GetRoot(context.Cancellation).FindNode(end.SourceSpan) is ReturnStatementSyntax early)
                Report(early.ReturnKeyword, "returns");
        }

        ICatchClauseOperation? last = null;
        foreach (var failure in function.DescendantsHere())
            if (failure.Syntax.SpanStart < work.Start.Syntax.SpanStart || failure.Syntax.SpanStart > join.Syntax.SpanStart)
                continue;
            else if (failure is IThrowOperation { Exception: { } thrown } && thrown.Unwrapped() is IObjectCreationOperation made)
            {
                if (TriesAround(failure, function).All(outer => outer.Catches.IsEmpty && outer.Finally?.DescendantsHere().Any(IsWait) != true)
                    && !UncaughtFailure.IsOfStop(made.Type) && !IsToldBy(code, failure, function) && graph.Leads(work.Start, operation => operation.Syntax == made.Syntax, IsWait))
                    Report(failure.Syntax.GetFirstToken(), "throws");
            }
            else if (UncaughtFailure.Fails(failure, failing) && TriesAround(failure, function).FirstOrDefault(outer => !outer.Catches.IsEmpty) is { Catches: [{ Filter: null } handler] } && handler != last && handler.ExceptionType.IsOfAllExceptions()
                && graph.Leads(work.Start, operation => operation.Syntax == failure.Syntax, IsWait) && graph.LeadsOutOfHandler(failure, IsWait))
                Report((last = handler).Syntax.GetFirstToken(), "catches what failed");

        bool IsWait(IOperation operation) => known.Include(operation) || signalled.Include(operation);

        void Report(SyntaxToken end, string ends) =>
            context.Report(new Finding(Rule, end.GetLocation(), work.Name!, end.GetLocation().Line(), ends, join.Syntax.GetLocation().Line()).Also(work.Start.Syntax.GetLocation(), join.Syntax.GetLocation()).With(Work, work.Name!));
    }

    /// <summary>The try statements of a function that guard an operation, innermost first.</summary>
    private static IEnumerable<ITryOperation> TriesAround(IOperation operation, IOperation function)
    {
        for (var inner = operation; inner != function && inner.Parent is { } outer; inner = outer)
            if (outer is ITryOperation guarded && guarded.Body == inner)
                yield return guarded;
    }

    /// <summary>True for a throw that depends on what the thread writes: it has told what happened, and is most likely over.</summary>
    private static bool IsToldBy(IOperation? code, IOperation failure, IOperation function)
    {
        var deciding = failure.Ancestors().TakeWhile(outer => outer != function).OfType<IConditionalOperation>().Select(decision => decision.Condition).Append(failure);
        return code is not null && deciding.Any(part => part.DescendantsAndSelf().Any(use => use.Named() is { } named
            && code.Descendants().Any(other => other.IsWritten() && SymbolEqualityComparer.Default.Equals(other.Named(), named))));
    }
}
