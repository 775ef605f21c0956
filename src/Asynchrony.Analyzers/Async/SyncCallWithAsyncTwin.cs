using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// An async function calls a method whose twin could be awaited in its place, with the same arguments and the same result. Silent where the
/// twin is none or gains nothing; in the synchronous half of a function that works both ways; where an await may not stand; in tests and
/// benchmarks, which choose what they call; in an entry point, whose thread has nothing else to do; and where the author has switched off a rule that says the same. What blocks by its nature is ASY1001 and ASY1002.
/// </summary>
public sealed class SyncCallWithAsyncTwin() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1003",
        title: "Await the async twin of what an async function calls",
        message: "'{0}' keeps the thread of this async function until it is done, where '{1}' could be awaited",
        why: "A thread that waits in an async function serves nobody meanwhile, though the same work can be waited for without one.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean the call.</summary>
    private static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal, "CA1849", "VSTHRD103", "MA0042", "S6966", "AsyncFixer02");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (notEquivalent, blocking, waits, locks) = (on.Table("NotEquivalent"), on.Table("Blocking"), on.Table("TaskWaits"), on.Table("Locks"));
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
            {
                var survey = context.Surveyed(body);
                if (!survey.HasAsync(context.Owner))
                    continue;

                foreach (var call in survey.Calls)
                    if ((call.EnclosingFunction() ?? body) is var function && function.IsAsync(context.Owner)
                        && AsyncTwin.Of(call, notEquivalent, context.Compilation, context.Cancellation) is { } twin
                        && BlockingCall.Of(call, blocking) is null && TaskWait.Of(call, waits) is null
                        && MayAwait(call, function) && !new BodyLocks(survey, context.Owner, locks).TakenAt(call, out _).Any(held => LockCall.IsThreadAffine(held.Kind)) && !DualMode.IsChosen(call)
                        && !(function == body && context.Surroundings().IsEntryPointOrItsWhole(context.Owner)) && !WaitsByDesign.IsBenchmark(context.Owner)
                        && !context.Surroundings().IsTest(context.Owner, call.Syntax.SyntaxTree, context.Cancellation)
                        && context.IsReached(call)
                        && !(function == body && context.Owner is IMethodSymbol method && WaitsByDesign.BeginsOwnThread(call, method, context.Cancellation))
                        && !AuthorsWord.SwitchesOff(call.Syntax, Peers) && !AuthorsWord.SwitchesOff(call.Syntax, "MethodHasAsyncOverload"))
                        context.Report(new Finding(Rule, call.Head(), $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", twin.Method.Name));
            }
        });
    }

    /// <summary>False under a lock statement, and where an exception is looked at before it is caught.</summary>
    private static bool MayAwait(IOperation call, IOperation function)
    {
        for (var (inner, outer) = (call, call.Parent); outer is not null && inner != function; (inner, outer) = (outer, outer.Parent))
            if (outer is ILockOperation || outer is ICatchClauseOperation handler && handler.Filter == inner)
                return false;
        return true;
    }
}
