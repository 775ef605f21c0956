using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// The entry point starts work that does not keep the process alive, and a path leads to its end without waiting for it. Silent where
/// something on the path keeps the process up, or might; where the work can be reached from elsewhere; where a foreground thread lives on;
/// and, for work that has no end of its own, where the entry point does something meanwhile: such work is to help it and to go with it.
/// </summary>
public sealed class WorkLostWhenMainEnds() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2002",
        title: "Wait for the work you start before Main ends",
        message: "{0} {1}, so the process may end before {2}",
        why: "When the entry point returns, the process ends, and background threads, pool threads and timers are cut off wherever they are.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, keepsAlive, effects) = (on.Table("RunsDelegate"), on.Table("KeepsAlive"), on.Table("Effects"));

        on.EachBody(body =>
        {
            if (body.Surroundings().IsEntryPointOrItsWhole(body.Owner))
                Check(body, on.Known.Thread, runsDelegate, keepsAlive, effects);
        });
    }

    private static void Check(BodyContext context, ThreadSymbols thread, Table runsDelegate, Table keepsAlive, Table effects)
    {
        foreach (var body in context.Blocks)
            foreach (var (work, end, partly) in Caller.LostBy(body, context, thread, runsDelegate, keepsAlive, effects))
                if (!IsReportedByTheCompiler(work, context.Owner))
                    context.Report(new Finding(Rule, work.Start.Head(), Named(work), Said(work, partly), work.Kind == WorkKind.Timer ? "it fires" : "it does")
                        .Also(work.Creation == work.Start ? null : work.Creation.Head(), EndOf(end, body)));
    }

    /// <summary>CS4014: an async function calls and neither awaits nor keeps.</summary>
    private static bool IsReportedByTheCompiler(StartedWork work, ISymbol entry) =>
        entry is IMethodSymbol { IsAsync: true } && work.Kind is WorkKind.Task or WorkKind.Call && work.Start.User() is IExpressionStatementOperation && work.Creation == work.Start;

    private static string Named(StartedWork work) => (work.Kind, work.Name) switch
    {
        (WorkKind.Pool, _) => "This work item",
        (WorkKind.Call, null) => $"The task of '{((IInvocationOperation)work.Start).TargetMethod.Name}'",
        (WorkKind.Call or WorkKind.Task, null) => "This task",
        (WorkKind.Call or WorkKind.Task, { } name) => $"Task '{name}'",
        (WorkKind.Timer, null) => "This timer",
        (WorkKind.Timer, { } name) => $"Timer '{name}'",
        (_, null) => "This thread",
        (_, { } name) => $"Thread '{name}'",
    };

    private static string Said(StartedWork work, bool partly) => work.Kind switch
    {
        WorkKind.Pool => "runs on the pool and nothing waits for it",
        WorkKind.Timer => "does not keep the process alive",
        WorkKind.Thread => partly ? "is a background thread that is not joined on every path" : "is a background thread that nothing joins",
        _ => partly ? "is not awaited on every path" : "is not awaited",
    };

    /// <summary>The return statement that follows the last operation, or where the body ends.</summary>
    private static Location? EndOf(IOperation last, IOperation body)
    {
        var statement = last.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is ReturnStatementSyntax)
            return statement.GetLocation();
        if (statement is IfStatementSyntax { Statement: ReturnStatementSyntax or BlockSyntax { Statements: [ReturnStatementSyntax] } } branch)
            return branch.Statement.DescendantNodesAndSelf().OfType<ReturnStatementSyntax>().First().GetLocation();
        if (statement?.Parent is BlockSyntax block && block.Statements.IndexOf(statement) is var index && index + 1 < block.Statements.Count && block.Statements[index + 1] is ReturnStatementSyntax next)
            return next.GetLocation();

        return body.Syntax switch
        {
            BlockSyntax whole => whole.CloseBraceToken.GetLocation(),
            BaseMethodDeclarationSyntax { Body: { } whole } => whole.CloseBraceToken.GetLocation(),
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Last().GetLastToken().GetLocation(),
            _ => null,
        };
    }
}
