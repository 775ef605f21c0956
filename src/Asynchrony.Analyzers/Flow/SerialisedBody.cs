using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A parallel body whose runs are not parallel: each holds one lock from its beginning to its end. Or whose runs keep their threads waiting for tasks.</summary>
internal sealed class SerialisedBody
{
    private SerialisedBody(Handover handover, IOperation at, string name)
    {
        Handover = handover;
        At = at;
        Name = name;
    }

    public Handover Handover { get; }

    /// <summary>What is locked, or the wait.</summary>
    public IOperation At { get; }

    /// <summary>The name of the lock, or of the member that waits.</summary>
    public string Name { get; }

    /// <summary>The bodies of which all runs hold the same lock all the time.</summary>
    public static IEnumerable<SerialisedBody> Locked(BodyContext context, IOperation body, Table runsDelegate, Table unguarded)
    {
        foreach (var handover in context.Surveyed(body).Handovers(runsDelegate))
            if (IsLoopBody(handover) && WholeLock(handover.Body) is var (held, under) && held is not null && Shared(held, handover.Body, context) is { } name && under.Any(statement => IsWork(statement, unguarded)) && !IsStage(handover, context.Surveyed(body).Delegates(runsDelegate)))
                yield return new SerialisedBody(handover, held, name);
    }

    /// <summary>The waits for tasks in bodies of parallel loops, which could await them instead.</summary>
    public static bool Blocks(IOperation wait, Survey survey, Table runsDelegate) => BlockedBy(wait, survey, runsDelegate) is not null;

    public static SerialisedBody? Blocked(TaskWait wait, Survey survey, Table runsDelegate) =>
        BlockedBy(wait.At, survey, runsDelegate) is { } handover ? new SerialisedBody(handover, wait.At, wait.Member.Name) : null;

    private static Handover? BlockedBy(IOperation wait, Survey survey, Table runsDelegate)
    {
        if (wait.EnclosingFunction() is IAnonymousFunctionOperation { Symbol.IsAsync: false } function)
            foreach (var handover in survey.Handovers(runsDelegate))
                if (handover.Body == function && IsLoopBody(handover) && handover.Api is { ContainingType.Name: "Parallel", Name: "For" or "ForEach" })
                    return handover;
        return null;
    }

    /// <summary>True for what a parallel loop or query runs for each element: not what it runs once a thread.</summary>
    private static bool IsLoopBody(Handover handover) => handover is { RunsOn: WorkKind.Parallel, RunsOnce: false } && !Parallelism.IsOne(handover)
        && !(handover.Body.User() is IArgumentOperation { Parameter.Name: "localInit" or "localFinally" });

    /// <summary>True where another stage of the same query does its work in parallel.</summary>
    private static bool IsStage(Handover handover, IReadOnlyList<Handover> all) => handover.Api.ContainingType.Name == "ParallelEnumerable"
        && all.Any(other => other.Call != handover.Call && other.RunsOn == WorkKind.Parallel && (other.Call.Contains(handover.Call) || handover.Call.Contains(other.Call)));

    /// <summary>What a body locks before it does anything else, until it has nothing more to do, with what it does meanwhile.</summary>
    private static (IOperation? Held, IEnumerable<IOperation> Under) WholeLock(IOperation function)
    {
        (IOperation? Held, IEnumerable<IOperation> Under) found = (null, []);
        var statements = (function.Body() as IBlockOperation)?.Operations ?? ImmutableArray<IOperation>.Empty;
        foreach (var statement in statements)
            switch (statement)
            {
                case ILockOperation { LockedValue: var value, Body: var body } when found.Held is null:
                    found = (value, StatementsOf(body));
                    break;
                case IUsingOperation { Resources: IInvocationOperation { TargetMethod.Name: "EnterScope", Instance: { } scoped }, Body: var body } when found.Held is null:
                    found = (scoped, StatementsOf(body));
                    break;
                case IUsingDeclarationOperation { DeclarationGroup: var group } when found.Held is null && group.Declarations is [{ Declarators: [{ Initializer.Value: var value }] }] && value.Unwrapped() is IInvocationOperation { TargetMethod.Name: "EnterScope", Instance: { } scoped }:
                    return (scoped, statements.Where(other => other.Syntax.SpanStart > statement.Syntax.SpanStart));
                case { } other when !Moves(other):
                    return default;
            }

        return found;
    }

    private static IEnumerable<IOperation> StatementsOf(IOperation body) => body is IBlockOperation block ? block.Operations : (IEnumerable<IOperation>)[body];

    /// <summary>
    /// True for what the threads could do by themselves: a sum, something computed. A collection must be alone with who uses it; what is computed
    /// for it need not be computed there.
    /// </summary>
    private static bool IsWork(IOperation statement, Table unguarded)
    {
        if (statement is IExpressionStatementOperation { Operation: IInvocationOperation { Instance: { } collection } change } && IsCollection(collection, unguarded))
            return change.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(IsComputed));

        return !statement.DescendantsAndSelf().Any(part => part is IInvocationOperation { Instance: { } used } && IsCollection(used, unguarded) || part is IPropertyReferenceOperation { Instance: { } indexed } && IsCollection(indexed, unguarded))
            && statement.DescendantsAndSelf().Any(part => IsComputed(part) || part is ICompoundAssignmentOperation or IIncrementOrDecrementOperation);
    }

    private static bool IsComputed(IOperation part) => part is IInvocationOperation or ILoopOperation or IObjectCreationOperation { Arguments.IsEmpty: false };

    private static bool IsCollection(IOperation instance, Table unguarded) => !CollectionChange.WordsOf(instance.Unwrapped().Type, unguarded).IsEmpty;

    /// <summary>True for a statement that only moves values about.</summary>
    private static bool Moves(IOperation statement) => !statement.DescendantsAndSelf().Any(part => part is IInvocationOperation or IObjectCreationOperation or ILoopOperation or IAwaitOperation or IPropertyReferenceOperation or IInvalidOperation or IDynamicInvocationOperation
        or IArrayCreationOperation or IInterpolatedStringOperation or IUsingOperation or ILockOperation);

    /// <summary>The name of a lock that all runs share; null for one that belongs to a run or its element, and for one that is computed.</summary>
    private static string? Shared(IOperation held, IOperation function, BodyContext context)
    {
        if (Engine.Of(context.Compilation).NamesOf(held.Root()).PathOf(held) is not AccessPath path || path.Root is ILocalSymbol or IParameterSymbol && CapturedVariable.IsInside(path.Root, function.Syntax))
            return null;

        return path.Members.LastOrDefault()?.Name ?? path.Root?.Name ?? "this";
    }
}
