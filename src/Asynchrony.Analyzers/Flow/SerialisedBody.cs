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
    public static IEnumerable<SerialisedBody> Locked(BodyContext context, IOperation body, Table runsDelegate)
    {
        foreach (var handover in context.Surveyed(body).Handovers(runsDelegate))
            if (IsLoopBody(handover) && WholeLock(handover.Body) is { } held && Shared(held, handover.Body, context) is { } name && !IsStage(handover, context.Surveyed(body).Delegates(runsDelegate)))
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
    private static bool IsLoopBody(Handover handover) => handover is { RunsOn: "parallel", RunsOnce: false } && !Parallelism.IsOne(handover)
        && !(handover.Body.User() is IArgumentOperation { Parameter.Name: "localInit" or "localFinally" });

    /// <summary>True where another stage of the same query does its work in parallel.</summary>
    private static bool IsStage(Handover handover, IReadOnlyList<Handover> all) => handover.Api.ContainingType.Name == "ParallelEnumerable"
        && all.Any(other => other.Call != handover.Call && other.RunsOn == "parallel" && (other.Call.Contains(handover.Call) || handover.Call.Contains(other.Call)));

    /// <summary>What a body locks before it does anything else, until it has nothing more to do.</summary>
    private static IOperation? WholeLock(IOperation function)
    {
        IOperation? held = null;
        foreach (var statement in (function.Body() as IBlockOperation)?.Operations ?? ImmutableArray<IOperation>.Empty)
            switch (statement)
            {
                case ILockOperation { LockedValue: var value } when held is null:
                    held = value;
                    break;
                case IUsingOperation { Resources: IInvocationOperation { TargetMethod.Name: "EnterScope", Instance: { } scoped } } when held is null:
                    held = scoped;
                    break;
                case IUsingDeclarationOperation { DeclarationGroup: var group } when held is null && group.Declarations is [{ Declarators: [{ Initializer.Value: var value }] }] && value.Unwrapped() is IInvocationOperation { TargetMethod.Name: "EnterScope", Instance: { } scoped }:
                    return scoped;
                case { } other when !Moves(other):
                    return null;
            }

        return held;
    }

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
