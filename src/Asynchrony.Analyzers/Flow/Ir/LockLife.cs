using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What becomes of a lock that one operation of a function takes: where it is given back, and on which ways out it is still held.</summary>
internal sealed class LockLife
{
    private readonly List<IOperation> releases = [];
    private readonly List<(End End, PathState State)> left = [];
    private readonly List<(End End, PathState State)> given = [];
    private bool isGivenBack;
    private bool endsFree;

    private LockLife(IOperation function, IOperation acquire, Thing thing)
    {
        Function = function;
        Acquire = acquire;
        Thing = thing;
    }

    public IOperation Function { get; }

    /// <summary>The call or await that takes the lock, or may take it.</summary>
    public IOperation Acquire { get; }

    public Thing Thing { get; }

    /// <summary>The calls that give back what this operation took, in the order of the text.</summary>
    public IEnumerable<IOperation> Releases => releases.OrderBy(release => release.Syntax.SpanStart);

    /// <summary>The normal ends where it is still held, on a path that no exception took.</summary>
    public IEnumerable<End> Left => left.Where(end => !end.State.Thrown).Select(end => end.End).Distinct();

    /// <summary>The normal ends that a path takes on which it was given back.</summary>
    public IEnumerable<End> Given => given.Select(end => end.End).Distinct();

    /// <summary>The first operation whose exception leaves the lock held, in the function or behind a catch; handlers themselves and other acquires apart.</summary>
    public IOperation? FirstThrow { get; private set; }

    /// <summary>True where the function gives the lock back before one of its ends and keeps it at another.</summary>
    public bool IsForgotten => Left.Any() && isGivenBack && endsFree && !IsGathered && !IsDecidedInTheEnd;

    /// <summary>True where only an exception makes it keep the lock, and none of its handlers gives it back.</summary>
    public bool IsUnguarded => FirstThrow is not null && !Left.Any() && isGivenBack && !IsGathered
        && !releases.Any(release => release.Syntax.Ancestors().TakeWhile(node => node != Function.Syntax).Any(node => node is FinallyClauseSyntax or CatchClauseSyntax));

    /// <summary>True where a finally block gives it back, but what may throw stands between the acquire and the try of that block.</summary>
    public bool IsGuardedLate => FirstThrow is { } thrower && thrower.Syntax.SpanStart > Acquire.Syntax.Span.End && !Left.Any() && isGivenBack && !IsGathered
        && releases.TrueForAll(release => release.Syntax.Ancestors().TakeWhile(node => node != Function.Syntax).OfType<FinallyClauseSyntax>().LastOrDefault() is { Parent: TryStatementSyntax guarded } && guarded.SpanStart > thrower.Syntax.Span.End);

    /// <summary>Taken in one loop and given back in another or behind it, or by several permits at once: how often is beyond us.</summary>
    private bool IsGathered => releases.Any(LockHandover.ReleasesSeveral)
        || LoopOf(Acquire) is { } loop && releases.Any(release => !loop.Contains(release.Syntax));

    /// <summary>True where every release stands behind a test in a finally block: there the author says for all ends who keeps the lock.</summary>
    private bool IsDecidedInTheEnd => releases.TrueForAll(release => release.Syntax.Ancestors().FirstOrDefault(node => node is IfStatementSyntax or FinallyClauseSyntax || node == Function.Syntax) is IfStatementSyntax decision
        && decision.Ancestors().TakeWhile(node => node != Function.Syntax).Any(node => node is FinallyClauseSyntax));

    /// <summary>The lives of all locks that the author of the function takes by a call, in the order of the text.</summary>
    public static IReadOnlyList<LockLife> In(LockFlow flow)
    {
        var lives = new Dictionary<SyntaxNode, LockLife>();

        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb is Verb.Open or Verb.TryOpen && !step.Implied && !flow.IsIgnored(step) && !lives.ContainsKey(step.At.Syntax))
                lives.Add(step.At.Syntax, new LockLife(flow.Function, step.At, step.Thing!));
        });
        if (lives.Count == 0)
            return [];

        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb is Verb.Close or Verb.MayThrow)
                foreach (var life in lives.Values)
                    life.See(flow, step, states);
        });
        foreach (var (end, states) in flow.Paths.Ends)
            foreach (var life in lives.Values)
                foreach (var state in states.All)
                    life.See(end, state);

        return [.. lives.Values.OrderBy(life => life.Acquire.Syntax.SpanStart)];
    }

    private void See(LockFlow flow, Event step, PathStates states)
    {
        if (step.Verb == Verb.MayThrow)
        {
            if (!step.Implied && states.Any(Holds) && (FirstThrow is null || IsSooner(step.At, FirstThrow)) && !IsInHandler(step.At) && !IsGivenBackByStatement(step.At, flow) && Leaves(step.At, flow.Ir)
                && flow.Thrower(step) is { } thrower && !flow.Takes(thrower) && (FirstThrow is null || IsSooner(thrower, FirstThrow)))
                FirstThrow = thrower;
        }
        else if (step.Thing!.Equals(Thing) && states.Any(IsMineNow))
        {
            isGivenBack |= states.Any(state => !state.Thrown && IsMineNow(state));
            if (!releases.Any(known => known.Syntax == step.At.Syntax))
                releases.Add(step.At);
        }
    }

    private void See(End end, PathState state)
    {
        endsFree |= !state.Thrown && state.Holding(Thing) is null && state.Closed.Any(hold => hold.Thing.Equals(Thing));
        if (Holds(state))
            left.Add((end, state));
        else if (!state.Thrown && state.Closed.Any(hold => hold.Thing.Equals(Thing) && releases.Any(release => release.Syntax == hold.At.Syntax)))
            given.Add((end, state));
    }

    private bool IsInHandler(IOperation operation) =>
        operation.Syntax.Ancestors().TakeWhile(node => node != Function.Syntax).Any(node => node is CatchClauseSyntax or FinallyClauseSyntax);

    /// <summary>True in a lock statement of this very lock, which gives it back for whoever took it again inside.</summary>
    private bool IsGivenBackByStatement(IOperation thrower, LockFlow flow)
    {
        foreach (var outer in thrower.Syntax.Ancestors().TakeWhile(node => node != Function.Syntax))
            if (outer is LockStatementSyntax section)
                foreach (var step in flow.Ir.Events)
                    if (step is { Verb: Verb.Open, Implied: true } && Thing.Equals(step.Thing) && section.Span.Contains(step.At.Syntax.Span) && !section.Statement.Span.Contains(step.At.Syntax.SpanStart))
                        return true;
        return false;
    }

    /// <summary>True if an exception of the operation can get to an end of the function without the lock being given back. What throws in turn is another exception.</summary>
    private bool Leaves(IOperation thrower, MethodIr ir)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>();
        foreach (var node in ir.Nodes)
            if (Has(node, thrower))
                foreach (var edge in node.Edges)
                    if (edge.Exceptional)
                        open.Push(edge.To);

        while (open.Count > 0)
        {
            var index = open.Pop();
            if (index == ir.Thrown || ir.Exits.Contains(index))
                return true;
            if (!seen.Add(index) || Closes(ir.Nodes[index]))
                continue;

            var passesOn = ir.Nodes[index].Edges.All(edge => edge.Exceptional);
            foreach (var edge in ir.Nodes[index].Edges)
                if ((passesOn || !edge.Exceptional) && !ir.Nodes[index].Excludes(edge))
                    open.Push(edge.To);
        }

        return false;
    }

    private static bool Has(IrNode node, IOperation operation)
    {
        foreach (var step in node.Events)
            if (step.At == operation)
                return true;
        return false;
    }

    private bool Closes(IrNode node)
    {
        foreach (var step in node.Events)
            if (step.Verb == Verb.Close && step.Thing!.Equals(Thing))
                return true;
        return false;
    }

    /// <summary>Nearer behind the acquire; what stands before it in the text comes in the next round of a loop.</summary>
    private bool IsSooner(IOperation one, IOperation other) => (Behind(one), one.Syntax.SpanStart).CompareTo((Behind(other), other.Syntax.SpanStart)) < 0;

    private int Behind(IOperation operation) => operation.Syntax.SpanStart > Acquire.Syntax.SpanStart ? 0 : 1;

    private SyntaxNode? LoopOf(IOperation operation) => operation.Syntax.Ancestors().TakeWhile(node => node != Function.Syntax)
        .FirstOrDefault(node => node is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax);

    private bool Holds(PathState state)
    {
        foreach (var hold in state.Open)
            if (Mine(hold))
                return true;
        return false;
    }

    private bool IsMineNow(PathState state) => state.Holding(Thing) is { } hold && Mine(hold);

    private bool Mine(Hold hold) => hold.Thing.Equals(Thing) && hold.At.Syntax == Acquire.Syntax;
}
