using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// An acquire whose result goes nowhere though it says whether, or until when, the lock is held: the bool of a try or a time limit, while the
/// lock is released all the same; the guard that would release it; the task that takes it. Silent for semaphores that signal: those that start
/// empty, those that are drained with no time to wait, those with nothing to guard; and for guards of locks that end with the function, or that others release.
/// </summary>
public sealed class AcquireResultIgnored() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5005",
        title: "Use what an acquire returns",
        message: "'{0}' on '{1}' {2}",
        why: "An acquire that may fail, or that hands out what releases the lock, only counts if its result is used: otherwise the section runs without the lock, or the lock stays taken.");

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        foreach (var body in context.Blocks)
            foreach (var flow in LockFlow.OfCalls(context, body, locks, steady))
                foreach (var step in flow.Ir.Events.Where(IsIgnored).GroupBy(step => step.At.Syntax).Select(same => same.First()))
                    if (CallOf(step, locks) is var (call, found) && !LockHolder.IsSignal(step.Thing!)
                        && Harm(flow, step, call, found, flow.Function.IsAsync(context.Owner)) is var (harm, releases))
                        context.Report(new Finding(Rule, call.Head(), call.TargetMethod.Name, step.Thing!.Name, harm).Also(releases));
    }

    private static bool IsIgnored(Event step) => step.Verb == Verb.Touch && step.Thing is not null || step.Verb == Verb.TryOpen && step.At.IsDropped();

    /// <summary>What is wrong, and where that shows; null where nothing is.</summary>
    private static (string Harm, Location[] Releases)? Harm(LockFlow flow, Event step, IInvocationOperation call, LockCall found, bool isAsync)
    {
        var awaited = step.At is IAwaitOperation;

        if (found.IsAwaited && !awaited && isAsync && step.At.User() is IExpressionStatementOperation)
            return null; // The compiler says so (CS4014).

        if (found.Does == "scope")
            return flow.Releases(step.Thing!) || IsOthers(step.Thing!) ? null
                : found.IsAwaited && !awaited ? ("is not awaited, so the lock is not taken yet, and nothing will release it", [])
                : ("returns the guard that releases it, and the guard is dropped", []);

        var releases = step.Verb == Verb.TryOpen ? ReleasesInVain(flow, step) : ReleasesWithout(flow, step);
        if (releases.Count == 0 || found.Kind == "semaphore" && (LockCall.HasNoTime(call) && !releases.All(IsInFinally) || releases.Any(release => Follows(release, step.At.Syntax))))
            return null;

        var line = releases[0].GetLocation().Line();
        return (step.Verb == Verb.TryOpen ? $"may fail, but its result is ignored, and line {line} releases the lock in any case" : $"is not awaited, so line {line} releases a lock that may not be taken yet",
            [.. releases.Select(release => release.GetLocation())]);
    }

    /// <summary>The releases that are reached although this very try failed.</summary>
    private static List<SyntaxNode> ReleasesInVain(LockFlow flow, Event tried) => Releases(flow, (step, states) =>
        step.Thing!.Equals(tried.Thing) && states.Any(state => state.Holding(step.Thing) is null && state.Missed.Any(missed => missed.Thing.Equals(step.Thing) && missed.At.Syntax == tried.At.Syntax)));

    /// <summary>The releases further down that no path holds the lock at.</summary>
    private static List<SyntaxNode> ReleasesWithout(LockFlow flow, Event dropped) => Releases(flow, (step, states) =>
        step.Thing!.Equals(dropped.Thing) && step.At.Syntax.SpanStart > dropped.At.Syntax.SpanStart && states.Always(state => state.Holding(step.Thing) is null));

    private static List<SyntaxNode> Releases(LockFlow flow, Func<Event, PathStates, bool> counts)
    {
        var found = new List<SyntaxNode>();
        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb == Verb.Close && !step.Implied && counts(step, states) && !found.Contains(step.At.Syntax))
                found.Add(step.At.Syntax);
        });
        return [.. found.OrderBy(release => release.SpanStart)];
    }

    /// <summary>The call that takes the lock, or the one whose method says of itself that it does.</summary>
    private static (IInvocationOperation Call, LockCall Found)? CallOf(Event step, Table locks) =>
        step.At.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => LockCall.Of(call, locks) is not null) is { } call ? (call, LockCall.Of(call, locks)!.Value)
        : step.At is IInvocationOperation stated ? (stated, new LockCall("acquire", step.Thing!.Kind, null, stated.TargetMethod))
        : null;

    /// <summary>A lock of this function alone, or one that its caller or type gives back by hand.</summary>
    private static bool IsOthers(Thing thing) =>
        thing.Identity is AccessPath path && (path.Root is ILocalSymbol or IParameterSymbol || LockHolder.IsReleasedByHand(thing));

    /// <summary>True where nothing runs in between: whoever takes and gives back at once only waits for a semaphore to be free.</summary>
    private static bool Follows(SyntaxNode release, SyntaxNode acquire) =>
        acquire.FirstAncestorOrSelf<ExpressionStatementSyntax>()?.GetLastToken().GetNextToken() is { } next && next == release.FirstAncestorOrSelf<ExpressionStatementSyntax>()?.GetFirstToken();

    private static bool IsInFinally(SyntaxNode release) => release.Ancestors().Any(node => node is FinallyClauseSyntax);
}
