using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A thread stands still until a task is complete. Silent where the task is complete on every path; where the wait has a time limit; in the
/// synchronous half of a function that works both ways, and where such a function is asked for it; where somebody else's signature allows
/// nothing but a wait; in a loop that starts the task and waits for it in each round (ASY2006); in the body of a parallel loop (ASY3007); in the section of a lock (ASY5010); on a thread of its own; in benchmarks and tests that are not async, and in tests that read the result of a task they hold, which they know to be
/// complete by their own doing; in an extension of a task, whose callers block; for what was received as a whole before; where an entry point ends by waiting for what it has started; and where the author says why it waits.
/// The message tells async functions, where an await is all it takes, from others.
/// </summary>
public sealed class TaskBlockedOn() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1001",
        title: "Await a task instead of blocking on it",
        message: "'{0}' blocks {1} until {2} complete",
        why: "A thread that blocks on a task does nothing else meanwhile, and where the task needs this thread, or one of a pool whose threads all wait, neither ever goes on.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean a wait.</summary>
    private static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal,
        "VSTHRD002", "VSTHRD102", "VSTHRD103", "VSTHRD104", "CA1849", "CA2012", "MA0042", "MA0045", "S4462", "S6966", "AsyncFixer02", "xUnit1031");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (waits, runsDelegate, whole) = (on.Table("TaskWaits"), on.Table("RunsDelegate"), on.Table("Whole"));
        var oneAtATime = new OneAtATime(on);
        on.EachBody(body => Check(body, on.Known, waits, runsDelegate, whole, oneAtATime));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table waits, Table runsDelegate, Table whole, OneAtATime oneAtATime)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var wait in TaskWait.In(survey, waits))
            {
                var function = wait.At.EnclosingFunction() ?? body;
                if (!wait.IsBounded
                    && !wait.At.IsInExpressionTree(known.ExpressionTree) && !wait.At.Ancestors().Any(outer => outer is INameOfOperation)
                    && !IsMeant(wait, function, survey, context, runsDelegate, whole)
                    && TaskCompletion.Of(context, survey, function, waits)?.IsOver(wait, waits) == false
                    && (function.IsAsync(context.Owner) && !WaitsByDesign.ReadsVariable(wait) || !context.Surroundings().IsTest(context.Owner, wait.At.Syntax.SyntaxTree, context.Cancellation))
                    && !SerialisedBody.Blocks(wait.At, survey, runsDelegate)
                    && (function.IsAsync(context.Owner) || !WaitsByDesign.IsBenchmark(context.Owner) && !IsUnderLock(wait, context))
                    && !(wait.At.EnclosingLoop() is not null && oneAtATime.In(context, body).Any(round => round.Wait == wait.At))
                    && !AuthorsWord.SwitchesOff(wait.At.Syntax, Peers) && !AuthorsWord.SwitchesOffOwnRule(wait.At.Syntax) && !AuthorsWord.ExplainsWait(wait.At.Syntax))
                    context.ReportWeakerInTests(new Finding(Rule, wait.At.Head(), wait.Member.Name, function.IsAsync(context.Owner) ? "this async function" : "its thread", Waited(wait)));
            }
        }
    }

    private static bool IsMeant(TaskWait wait, IOperation function, Survey survey, BodyContext context, Table runsDelegate, Table whole)
    {
        if (DualMode.IsChosen(wait.At) || survey.HasOwnThread(function, runsDelegate) || WaitsByDesign.IsToThrow(function))
            return true;

        var names = TaskCompletion.NamesOf(context, survey);
        if (wait.Tasks.SelectMany(names.Chain).Any(task => task is IInvalidOperation || DualMode.IsAskedToBeDone(task) || WaitsByDesign.IsOfCompleteWork(task, context.Compilation, context.Cancellation)) || WaitsByDesign.EndsOldPattern(wait, names) || WaitsByDesign.IsRaceWithClock(wait, names))
            return true;

        if (!function.IsAsync(context.Owner) && wait.Tasks.Any(task => WaitsByDesign.IsContentAtHand(task, Engine.Of(context.Compilation).NamesOf(wait.At.Root()), whole)))
            return true;

        return context.Owner is IMethodSymbol owner
            && (IsOfContinuation(wait, owner, context.Cancellation) || !function.IsFunction() && (owner.IsPrescribedElsewhere(context.Compilation.Assembly) || WaitsByDesign.IsThereToWait(owner, wait, names) || WaitsByDesign.IsResultOfAwaiter(owner) || WaitsByDesign.IsEndOfOldPattern(owner)
                || owner.IsBodyOfThread(context.Cancellation) || WaitsByDesign.IsEndOfEntry(wait) && (context.Surroundings().IsEntryPoint(owner) || !owner.IsAsync && context.Surroundings().IsEntryPointOrItsWhole(owner))));
    }

    /// <summary>True for the task of a call in the section of a lock: that all who need the lock wait too is the worse defect, and told there, but where the lock is there to make something once.</summary>
    private static bool IsUnderLock(TaskWait wait, BodyContext context)
    {
        if (wait.Kind == "run")
            return false;

        foreach (var outer in wait.At.Ancestors())
            if (outer.IsFunction())
                return false;
            else if (outer is ILockOperation { Syntax: LockStatementSyntax { Statement: var section } } locked && section.Span.Contains(wait.At.Syntax.Span) && Engine.Of(context.Compilation).NamesOf(wait.At.Root()) is var names && names.PathOf(locked.LockedValue) is not null)
                return wait.Tasks.Any() && wait.Tasks.All(task => names.OriginOfTask(task) is IInvocationOperation) && !MadeOnce.Is(section, wait.At.Syntax);
        return false;
    }

    /// <summary>True for the task that a continuation is given, also where a lambda inside it reads the result.</summary>
    private static bool IsOfContinuation(TaskWait wait, IMethodSymbol owner, CancellationToken cancellation) =>
        wait.Tasks.Any(task => task.Named() is IParameterSymbol { ContainingSymbol: var home } && SymbolEqualityComparer.Default.Equals(home, owner)) && WaitsByDesign.IsContinuation(owner, cancellation);

    /// <summary>What is waited for, with its verb.</summary>
    private static string Waited(TaskWait wait) => wait.Kind switch
    {
        "all" => "all tasks are",
        "any" => "one of the tasks is",
        _ => NameOf(wait.Tasks.FirstOrDefault()) is { } name ? $"{name} is" : "the task is",
    };

    private static string? NameOf(IOperation? task) => task?.Unwrapped() switch
    {
        null => null,
        { } link when TaskNames.Behind(link) is { } behind => NameOf(behind),
        IInvocationOperation call => $"the task of '{call.TargetMethod.Name}'",
        { } other => other.Named() is { } named ? $"'{named.Name}'" : null,
    };
}
