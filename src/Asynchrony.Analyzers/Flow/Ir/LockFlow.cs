using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>The locks of one function: its events and the state of every lock on every path.</summary>
internal sealed class LockFlow
{
    private LockFlow(Survey survey, Table locks, IOperation function, MethodIr ir, Obligations paths)
    {
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

    /// <summary>True where some path gives the lock back here.</summary>
    public bool Releases(Thing thing) => Ir.Events.Any(step => step.Verb == Verb.Close && thing.Equals(step.Thing));

    /// <summary>
    /// Every function of the body that touches a lock, once for all rules. A function with none is not even looked at twice; one with too
    /// many paths is left out.
    /// </summary>
    public static ImmutableArray<LockFlow> In(BodyContext context, IOperation body, Table locks, Table steady)
    {
        var survey = context.Surveyed(body);
        if (survey.Locks.IsEmpty && !survey.Calls.Any(call => LockCall.Of(call, locks) is not null))
            return ImmutableArray<LockFlow>.Empty;

        return Engine.Of(context.Compilation).Once(body, () => Solve(context, survey, survey.Calls.Where(call => LockCall.Of(call, locks) is not null).Concat<IOperation>(survey.Locks), locks, steady));
    }

    /// <summary>The functions that call a lock by its members. The <c>lock</c> statement alone always gives back what it takes, so most questions need no path through it.</summary>
    public static ImmutableArray<LockFlow> OfCalls(BodyContext context, IOperation body, Table locks, Table steady)
    {
        var survey = context.Surveyed(body);
        return !survey.Calls.Any(call => LockCall.Of(call, locks) is not null) ? ImmutableArray<LockFlow>.Empty
            : Engine.Of(context.Compilation).Once(body, () => new Called(Solve(context, survey, survey.Calls.Where(call => LockCall.Of(call, locks) is not null), locks, steady))).Flows;
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

    private static ImmutableArray<LockFlow> Solve(BodyContext context, Survey survey, IEnumerable<IOperation> touches, Table locks, Table steady)
    {
        var solved = ImmutableArray.CreateBuilder<LockFlow>();

        foreach (var function in touches.Select(operation => operation.EnclosingFunction() ?? survey.Root).Distinct())
        {
            if (Graphs.OfFunction(function, context.Raw) is not { } graph)
                continue;

            var ir = Extract.From(graph, function, new LockVocabulary(locks, steady));
            if (Obligations.Of(ir, context.Cancellation) is { } paths)
                solved.Add(new LockFlow(survey, locks, function, ir, paths));
        }

        return solved.ToImmutable();
    }

    private sealed class Called(ImmutableArray<LockFlow> flows)
    {
        public ImmutableArray<LockFlow> Flows { get; } = flows;
    }
}
