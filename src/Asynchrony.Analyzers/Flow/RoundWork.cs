using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A thread or task that a round of a loop starts and waits for without a limit before it goes on. It is made in that round, or was put into
/// the collection that the loop goes through. Start and wait are statements of one block; what the wait brings is dropped, or put where only
/// this round puts anything, and the work is not looked at again. Not where others know the work, where a lock or a handler of its exceptions
/// stands around it in the round, and where the loop is left from behind the start.
/// </summary>
internal sealed class RoundWork
{
    private RoundWork(ImmutableArray<StartedWork> works, ILoopOperation loop, ImmutableArray<IOperation> targets, IOperation wait)
    {
        Works = works;
        Loop = loop;
        Targets = targets;
        Wait = wait;
    }

    /// <summary>What the start may start: as many as places where it is made.</summary>
    public ImmutableArray<StartedWork> Works { get; }

    public StartedWork Work => Works[0];

    /// <summary>The variable that is started or waited for; null for a task that is waited for at once, and for an element.</summary>
    public string? Name => IsMadeInRound ? Work.Name : ((Work.Start as IInvocationOperation)?.Instance?.Unwrapped() as ILocalReferenceOperation)?.Local.Name;

    /// <summary>True when the round that starts the work also makes it.</summary>
    public bool IsMadeInRound => Work.Creation.EnclosingLoop() == Loop;

    public ILoopOperation Loop { get; }

    /// <summary>The delegates that run.</summary>
    public ImmutableArray<IOperation> Targets { get; }

    public IOperation Wait { get; }

    /// <summary>The statement that starts the work.</summary>
    public IOperation StartStatement => Statement(Work.Start);

    public IOperation WaitStatement => Statement(Wait);

    /// <summary>What the loop does with the work itself; the rest of the loop is what it does beside.</summary>
    public ImmutableArray<IOperation> Parts => Works.Select(work => work.Creation).Concat(Targets.Select(target => target.Unwrapped())).Append(Work.Start).Append(Wait).ToImmutableArray();

    /// <summary>The members used of a thread or task.</summary>
    public IEnumerable<ISymbol> Touched => Works.SelectMany(work => work.Kept.Uses).Select(use => use.User()).Select(user => user is IInvocationOperation call ? call.TargetMethod : user?.Named()).OfType<ISymbol>();

    public static IEnumerable<RoundWork> In(Survey survey, Table runsDelegate)
    {
        foreach (var group in StartedWork.InLoops(survey, runsDelegate).GroupBy(work => work.Start))
        {
            var works = group.ToImmutableArray();
            var (work, loop) = (works[0], group.Key.EnclosingLoop()!);
            var targets = works.Select(each => each.Target).OfType<IOperation>().ToImmutableArray();

            if (targets.Length == works.Length
                && works.All(each => !each.Kept.Escapes && Knows(each, loop))
                && works.Select(WaitFor).Distinct().ToList() is [{ } wait] && wait.EnclosingLoop() == loop
                && IsPlain(work, wait, loop))
                yield return new RoundWork(works, loop, targets, wait);
        }
    }

    /// <summary>The work is made in this round, or the loop goes through the collection that holds it.</summary>
    private static bool Knows(StartedWork work, ILoopOperation loop) =>
        work.Creation.EnclosingLoop() == loop
        || work.Kind == WorkKind.Thread && (work.Start as IInvocationOperation)?.Instance?.Unwrapped() switch
        {
            ILocalReferenceOperation { Local: var local } => loop is IForEachLoopOperation && loop.Locals.Contains(local, SymbolEqualityComparer.Default),
            { } element => Slots.Of(loop).IsElement(element),
            null => false,
        };

    /// <summary>The one wait that stands behind the start; null where there are several, or one with a limit.</summary>
    private static IOperation? WaitFor(StartedWork work)
    {
        IOperation? wait = null;

        foreach (var use in work.Kept.Uses)
            switch (use.User())
            {
                case IInvocationOperation { TargetMethod.Name: "Join" or "Wait" or "GetResult" } call when call.Instance?.Unwrapped() == use:
                    if (wait is not null || !call.Arguments.IsEmpty || !IsSame(use, work))
                        return null;
                    wait = call;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result" } result when result.Instance?.Unwrapped() == use:
                    if (wait is not null || !IsSame(use, work))
                        return null;
                    wait = result;
                    break;
                case IAwaitOperation or IArgumentOperation { Parent: IInvocationOperation { Instance: null } }:
                    return null;
            }

        return wait is not null && wait.Syntax.Span.End > work.Start.Syntax.Span.End ? wait : null;
    }

    /// <summary>An element of a collection is waited for under the name it was started under.</summary>
    private static bool IsSame(IOperation use, StartedWork work)
    {
        var started = work.Start == work.Creation ? Place(work.Creation) : (work.Start as IInvocationOperation)?.Instance?.Unwrapped();
        var waited = Origin(use);
        return waited == work.Creation || started is not null && waited.Syntax.IsEquivalentTo(started.Syntax, topLevel: false)
            || started is ILocalReferenceOperation { Local: var local } && waited is ILocalReferenceOperation { Local: var other } && SymbolEqualityComparer.Default.Equals(local, other)
            || started is null && waited is ILocalReferenceOperation { Local: var declared } && work.Creation.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                && SymbolEqualityComparer.Default.Equals(declarator.Symbol, declared);
    }

    /// <summary>What a use is made of: <c>task</c> in <c>task.GetAwaiter()</c>.</summary>
    private static IOperation Origin(IOperation use)
    {
        while (use.Unwrapped() is IInvocationOperation { Instance: { } inner, TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" })
            use = inner;
        return use.Unwrapped();
    }

    private static IOperation? Place(IOperation creation) => creation.User() is ISimpleAssignmentOperation { Target: var target } ? target : null;

    private static bool IsPlain(StartedWork work, IOperation wait, ILoopOperation loop)
    {
        var (first, last) = (Statement(work.Start), Statement(wait));
        return first.Parent == last.Parent && !IsConditional(work.Start, first) && IsUnused(wait, last, loop)
            && !work.Kept.Uses.Any(use => use.IsRead() && use.Syntax.SpanStart > last.Syntax.SpanStart && !last.Contains(use) && loop.Contains(use))
            && last.Ancestors().TakeWhile(outer => outer != loop).All(outer => outer switch
            {
                ILockOperation => false,
                ITryOperation handled => work.Kind == WorkKind.Thread || handled.Catches.IsEmpty,
                _ => true,
            })
            && !loop.DescendantsHere().Any(part => Leaves(part, loop, work));
    }

    /// <summary>The value is dropped, or put into a slot that belongs to this round.</summary>
    private static bool IsUnused(IOperation wait, IOperation statement, ILoopOperation loop) => wait.User() switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: var target } assignment => assignment.Parent == statement && (target is IDiscardOperation || Slots.Of(loop).IsSlot(target)),
        _ => false,
    };

    private static bool IsConditional(IOperation operation, IOperation statement) => operation.Ancestors().TakeWhile(outer => outer != statement).Any(outer =>
        outer is IConditionalOperation or IConditionalAccessOperation or ICoalesceOperation or ISwitchExpressionOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr });

    private static bool Leaves(IOperation part, ILoopOperation loop, StartedWork work) => part switch
    {
        IBranchOperation { BranchKind: BranchKind.Continue } => part.Syntax.SpanStart > work.Start.Syntax.SpanStart && part.EnclosingLoop() == loop,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IReturnOperation => true,
        IThrowOperation => part.Syntax.SpanStart > work.Start.Syntax.SpanStart,
        _ => false,
    };

    private static IOperation Statement(IOperation operation)
    {
        while (operation is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation) && operation.Parent is { } outer)
            operation = outer;
        return operation;
    }
}
