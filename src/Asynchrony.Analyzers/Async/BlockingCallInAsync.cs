using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// An async function stands still in a call of the Blocking table, though it could give its thread away. Silent where the call has no time
/// to wait or is let through; in the synchronous half of a function that works both ways; in a sync lambda that somebody else runs; under a
/// lock, which allows no await, and for locks that belong to their thread; on a thread of its own, also where that begins with an async method; where an entry point holds the process;
/// in benchmarks; in tests, which wait for their own threads, unless a task could be awaited instead; and for joins of threads that are about something else (ASY2004, ASY2006). Waits for tasks are ASY1001.
/// </summary>
public sealed class BlockingCallInAsync() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1002",
        title: "Wait without blocking in an async function",
        message: "'{0}' blocks this async function until {1}",
        why: "A thread that is blocked in an async function serves nobody meanwhile: a user interface freezes, and a server runs out of threads.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean a wait.</summary>
    private static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal, "VSTHRD002", "VSTHRD103", "CA1849", "MA0042", "S2925", "S6966", "AsyncFixer02", "EPC33", "EPC35");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (blocking, runsDelegate, locks) = (on.Table("Blocking"), on.Table("RunsDelegate"), on.Table("Locks"));
        var oneAtATime = new OneAtATime(on);
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
            {
                var survey = context.Surveyed(body);
                if (!survey.HasAsync(context.Owner))
                    continue;

                foreach (var call in survey.Calls)
                    if (BlockingCall.Of(call, blocking) is { ReturnsAtOnce: false } found
                        && FunctionOf(call, survey, context.Owner, runsDelegate) is { } function
                        && !IsMeant(found, function, survey, context, runsDelegate) && !IsOfLock(found, function, locks)
                        && context.IsReached(call)
                        && !IsAboutThread(found, body, context, oneAtATime)
                        && (found.Counterpart is not null || !context.Surroundings().IsTest(context.Owner, call.Syntax.SyntaxTree, context.Cancellation))
                        && !AuthorsWord.SwitchesOff(call.Syntax, Peers) && !AuthorsWord.ExplainsWait(call.Syntax))
                        context.ReportWeakerInTests(new Finding(Rule, call.Head(), $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", Until(found)));
            }
        });
    }

    /// <summary>The async function that stands still: the one around the call, also around lambdas that are run before it goes on.</summary>
    private static IOperation? FunctionOf(IOperation call, Survey survey, ISymbol owner, Table runsDelegate)
    {
        var function = call.EnclosingFunction();
        while (function is IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda
            && survey.Handovers(runsDelegate).Any(handover => handover.RunsOn == WorkKind.Here && handover.Body == lambda))
            function = function.EnclosingFunction();

        return (function ?? survey.Root).IsAsync(owner) ? function ?? survey.Root : null;
    }

    private static bool IsMeant(BlockingCall blocking, IOperation function, Survey survey, BodyContext context, Table runsDelegate) =>
        DualMode.IsChosen(blocking.At) || blocking.IsLetThrough || EndsWhatWasKilled(blocking) || survey.HasOwnThread(function, runsDelegate) || WaitsByDesign.IsBenchmark(context.Owner)
        || function == survey.Root && context.Owner is IMethodSymbol method && WaitsByDesign.BeginsOwnThread(blocking.At, method, context.Cancellation)
        || function == survey.Root && blocking.IsEndless && (blocking.Counterpart is null || blocking.Until == "time") && context.Surroundings().IsEntryPointOrItsWhole(context.Owner);

    /// <summary>True for a wait with a limit for a process that was killed in the statements before it.</summary>
    private static bool EndsWhatWasKilled(BlockingCall blocking) =>
        blocking is { Until: "end", IsEndless: false, At: { Instance: { } process } } && process.Named() is { } named
        && blocking.At.Ancestors().OfType<IBlockOperation>().FirstOrDefault() is { } block
        && block.Descendants().Any(part => part is IInvocationOperation { TargetMethod.Name: "Kill", Instance: { } killed } kill && kill.Syntax.SpanStart < blocking.At.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(killed.Named(), named));

    /// <summary>True for a call that takes a lock of its thread, and for one under a lock statement, unless it waits on that lock.</summary>
    private static bool IsOfLock(BlockingCall blocking, IOperation function, Table locks) =>
        LockCall.Of(blocking.At, locks) is { Does: "acquire" } taken && LockCall.IsThreadAffine(taken.Kind)
        || blocking.Until != "pulse" && blocking.At.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is ILockOperation);

    private static bool IsAboutThread(BlockingCall blocking, IOperation body, BodyContext context, OneAtATime oneAtATime) =>
        blocking is { At: { TargetMethod.Name: "Join", Instance: ILocalReferenceOperation { Local: var thread } } }
        && (body.Descendants().Any(start => start is IInvocationOperation { TargetMethod.Name: "Start" } begun && SymbolEqualityComparer.Default.Equals(begun.Instance?.Named(), thread) && begun.IsFollowedBy(blocking.At))
            || blocking.At.EnclosingLoop() is not null && oneAtATime.In(context, body).Any(round => round.Wait == blocking.At));

    private static string Until(BlockingCall blocking) => blocking.Until switch
    {
        "time" => "its time is over",
        "signal" or "pulse" => "it is signalled",
        "room" => "there is room",
        "end" => "what it waits for has ended",
        "item" => "there is an item",
        "work" => "all its work is done",
        _ => "it is done",
    };
}
