using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>The locks of one function: its events and the state of every lock on every path.</summary>
internal sealed class LockFlow
{
    private IReadOnlyList<LockLife>? lives;

    private readonly SteadyCode steady;

    private LockFlow(Survey survey, Table locks, SteadyCode steady, IOperation function, MethodIr ir, Obligations paths)
    {
        this.steady = steady;
        Survey = survey;
        Locks = locks;
        Function = function;
        Ir = ir;
        Paths = paths;
    }

    /// <summary>The body the function stands in.</summary>
    public Survey Survey { get; }

    /// <summary>What the members of lock types do.</summary>
    public Table Locks { get; }

    /// <summary>The body of the member, or the lambda or local function.</summary>
    public IOperation Function { get; }

    public MethodIr Ir { get; }

    public Obligations Paths { get; }

    /// <summary>What becomes of each lock that the function takes by a call, in the order of the text. Found once, at the first question.</summary>
    public IReadOnlyList<LockLife> Lives => lives ??= LockLife.In(this);

    /// <summary>True where some path gives the lock back here.</summary>
    public bool Releases(Thing thing) => Ir.Events.Any(step => step.Verb == Verb.Close && thing.Equals(step.Thing));

    /// <summary>Every function of the body that touches a lock. One with too many paths is left out.</summary>
    public static IEnumerable<LockFlow> In(BodyContext context, IOperation body, Table locks, Table steady)
    {
        var survey = context.Surveyed(body);
        var calls = survey.LockCalls(locks);
        return calls.Count == 0 && survey.Locks.IsEmpty ? [] : Of(context, survey, calls.Concat<IOperation>(survey.Locks), locks, steady);
    }

    /// <summary>The functions that call a lock by its members. The <c>lock</c> statement alone always gives back what it takes, so most questions need no path through it.</summary>
    public static IEnumerable<LockFlow> OfCalls(BodyContext context, IOperation body, Table locks, Table steady)
    {
        var survey = context.Surveyed(body);
        return survey.LockCalls(locks) is { Count: > 0 } calls ? Of(context, survey, calls, locks, steady) : []; // Most bodies have none: they allocate nothing.
    }

    /// <summary>The first operation behind a step that may throw; null where all that stands there is steady, as its own code shows.</summary>
    public IOperation? Thrower(Event step)
    {
        var first = step.Surely || !steady.Is(step.At) ? step.At : null;
        for (var along = first is null ? step.Along : null; along is not null; along = along.Before)
            if (along.Surely || !steady.Is(along.At))
                first = along.At;
        return first;
    }

    /// <summary>True for an operation that takes a lock.</summary>
    public bool Takes(IOperation operation) => Ir.Events.Any(step => step.Verb is Verb.Open or Verb.TryOpen && step.At == operation);

    /// <summary>True for an attempt whose outcome nobody looks at, so that this function cannot know whether it has the lock.</summary>
    public bool IsIgnored(Event attempt) => attempt.Verb == Verb.TryOpen
        && (LockCall.TakenBy(attempt.At) ?? (attempt.At.User() as ISimpleAssignmentOperation)?.Target) switch
        {
            ILocalReferenceOperation { Local: var local } => !Function.Descendants().Any(use =>
                use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.IsRead() && reference.Parent is not IArgumentOperation { Parameter.RefKind: RefKind.Ref }),
            _ => attempt.At.IsDropped() && LockCall.TakenBy(attempt.At) is null,
        };

    /// <summary>Each function is solved once, whichever rule asks first.</summary>
    private static IEnumerable<LockFlow> Of(BodyContext context, Survey survey, IEnumerable<IOperation> touches, Table locks, Table steady)
    {
        foreach (var function in touches.Select(operation => operation.EnclosingFunction() ?? survey.Root).Distinct())
            if (Engine.Of(context.Compilation).Once(function, () => new Solved(Solve(context, survey, function, locks, steady))).Flow is { } flow)
                yield return flow;
    }

    private static LockFlow? Solve(BodyContext context, Survey survey, IOperation function, Table locks, Table steady)
    {
        if (Graphs.OfFunction(function, context.Raw) is not { } graph)
            return null;

        var ir = Extract.From(graph, function, new LockVocabulary(locks, steady, Engine.Of(context.Compilation).HasLockContracts));
        return Obligations.Of(ir, context.Cancellation) is { } paths ? new LockFlow(survey, locks, new SteadyCode(context.Compilation, steady, context.Cancellation), function, ir, paths) : null;
    }

    private sealed class Solved(LockFlow? flow)
    {
        public LockFlow? Flow { get; } = flow;
    }
}
