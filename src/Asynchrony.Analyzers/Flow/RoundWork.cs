using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A thread or task that a round of a loop starts and waits for without a limit before it goes on. Start and wait are statements of one
/// block; what the wait brings is dropped, or put where only this round puts anything. Not where the work is known to others, where the
/// round gives up its place for it (a lock, a handler of its exceptions), and where the loop is left from behind the start.
/// </summary>
internal sealed class RoundWork
{
    private RoundWork(StartedWork work, ILoopOperation loop, IOperation target, IOperation wait)
    {
        Work = work;
        Loop = loop;
        Target = target;
        Wait = wait;
    }

    public StartedWork Work { get; }

    public ILoopOperation Loop { get; }

    /// <summary>The delegate that runs.</summary>
    public IOperation Target { get; }

    public IOperation Wait { get; }

    /// <summary>The statement that starts the work.</summary>
    public IOperation StartStatement => Statement(Work.Start);

    public IOperation WaitStatement => Statement(Wait);

    /// <summary>What the loop does with the work itself; the rest of the loop is what it does beside.</summary>
    public ImmutableArray<IOperation> Parts => ImmutableArray.Create(Work.Creation, Work.Start, Wait, Target.Unwrapped());

    /// <summary>The members used of a thread or task.</summary>
    public IEnumerable<ISymbol> Touched => Work.Kept.Uses.Select(use => use.User()).Select(user => user is IInvocationOperation call ? call.TargetMethod : user?.Named()).OfType<ISymbol>();

    public static IEnumerable<RoundWork> In(Survey survey, Table runsDelegate)
    {
        foreach (var work in StartedWork.InLoops(survey, runsDelegate))
            if (!work.Kept.Escapes
                && work.Start.EnclosingLoop() is { } loop && loop == work.Creation.EnclosingLoop()
                && TargetOf(work.Creation) is { } target
                && WaitFor(work) is { } wait && wait.EnclosingLoop() == loop
                && IsPlain(work, wait, loop))
                yield return new RoundWork(work, loop, target, wait);
    }

    /// <summary>The delegate, unless a scheduler or a state is given with it.</summary>
    private static IOperation? TargetOf(IOperation creation)
    {
        var arguments = creation switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation made => made.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty };
        return arguments.All(argument => argument.Parameter?.Type.TypeKind is TypeKind.Delegate or TypeKind.Enum or TypeKind.Struct)
            ? arguments.FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value
            : null;
    }

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
            && last.Ancestors().TakeWhile(outer => outer != loop).All(outer => outer switch
            {
                ILockOperation => false,
                ITryOperation handled => work.Kind == "thread" || handled.Catches.IsEmpty,
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
