using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What is missing of a test before a lock that is to be made again under it.</summary>
internal enum CheckFault
{
    /// <summary>Nothing is tested under the lock.</summary>
    Missing,

    /// <summary>Something else is tested under the lock.</summary>
    Other,

    /// <summary>The variable is set before all is done that the test stands for.</summary>
    Early,

    /// <summary>A plain flag stands for other variables, which the reader without a lock may see later than the flag.</summary>
    PlainFlag,
}

/// <summary>A variable that is tested, then locked for and set under the lock, in a way that does not keep two threads apart.</summary>
internal sealed class DoubleCheck
{
    private DoubleCheck(IOperation locked, IOperation tested, ISimpleAssignmentOperation set, CheckFault fault, IOperation? other)
    {
        Lock = locked;
        Tested = tested;
        Set = set;
        Fault = fault;
        Other = other;
    }

    /// <summary>The lock statement, the try statement behind which a semaphore is given back, or the using that holds an async lock.</summary>
    public IOperation Lock { get; }

    /// <summary>The test without the lock.</summary>
    public IOperation Tested { get; }

    public ISimpleAssignmentOperation Set { get; }

    public CheckFault Fault { get; }

    /// <summary>What is tested instead, or done too late.</summary>
    public IOperation? Other { get; }

    public static IReadOnlyList<DoubleCheck> In(Survey survey, Table locks)
    {
        List<DoubleCheck>? all = null;
        foreach (var statement in survey.Locks)
            if (IsGate(statement.LockedValue.Unwrapped()) && Of(statement) is { } found)
                (all ??= []).Add(found);
        foreach (var call in survey.Calls)
            if (LockCall.OrNamed(call, locks) is { } taken && LockCall.IsForOne(taken.Kind) && HeldFor(call, taken, locks) is var (section, inside) && Untested(section, inside, call) is { } missing)
                (all ??= []).Add(missing);
        return all ?? (IReadOnlyList<DoubleCheck>)[];
    }

    /// <summary>What holds the lock that a call takes, with the statements it holds it for.</summary>
    private static (IOperation Section, ImmutableArray<IOperation> Inside)? HeldFor(IInvocationOperation call, LockCall taken, Table locks) => taken.Does switch
    {
        "acquire" => SectionBehind(call, taken, locks) is { } section ? (section, section.Body.Operations) : null,
        "scope" => ScopeOf(call),
        _ => null,
    };

    /// <summary>The using statement, or declaration, that holds what a call has taken, with the statements it holds it for.</summary>
    private static (IOperation Scope, ImmutableArray<IOperation> Inside)? ScopeOf(IInvocationOperation call)
    {
        foreach (var outer in call.Ancestors())
            if (outer.IsFunction() || outer is IBlockOperation)
                return null;
            else if (outer is IUsingOperation held)
                return held.Resources.Syntax.Span.Contains(call.Syntax.Span) ? (held, ImmutableArray.Create(held.Body)) : null;
            else if (outer is IUsingDeclarationOperation { Parent: IBlockOperation block })
                return (outer, block.Operations.RemoveRange(0, block.Operations.IndexOf(outer) + 1));
        return null;
    }

    /// <summary>The try statement right behind a wait whose finally block gives back what was waited for.</summary>
    private static ITryOperation? SectionBehind(IInvocationOperation wait, LockCall taken, Table locks)
    {
        IOperation statement = wait;
        while (statement.Parent is not (null or IBlockOperation) && !statement.IsFunction())
            statement = statement.Parent;
        if (statement is not IExpressionStatementOperation { Parent: IBlockOperation block } || block.Operations.IndexOf(statement) is var at && (at + 1 >= block.Operations.Length || block.Operations[at + 1] is not ITryOperation { Finally: not null }))
            return null;

        var section = (ITryOperation)block.Operations[at + 1];
        foreach (var part in section.Finally!.DescendantsHere())
            if (LockCall.Of(part, locks)?.GivesBack(taken) == true)
                return section;
        return null;
    }

    /// <summary>A variable that is tested before the wait and set behind it, with nothing in between that decides.</summary>
    private static DoubleCheck? Untested(IOperation section, ImmutableArray<IOperation> inside, IInvocationOperation wait)
    {
        if (NullTest.Around(wait, isNull: true, IsShared) is not { } tested)
            return null;

        foreach (var statement in inside)
            foreach (var operation in statement.DescendantsAndSelf())
                if (operation.EnclosingFunction() == wait.EnclosingFunction() && operation is ISimpleAssignmentOperation set && Update.IsSame(set.Target, tested) && tested.Kind == set.Target.Kind)
                    return set.Value.Unwrapped().ConstantValue is { HasValue: true, Value: null } || inside.Any(part => IsBranch(part, set) || HasBranch(part, set)) || IsTakenOutOf(set)
                        ? null : new DoubleCheck(section, tested, set, CheckFault.Missing, other: null);
        return null;
    }

    /// <summary>True for an object that is there to be locked. What is locked for its own sake may be all that the lock is about.</summary>
    private static bool IsGate(IOperation locked) => locked is IInstanceReferenceOperation or ITypeOfOperation
        || locked is IFieldReferenceOperation { Field.Type: { SpecialType: SpecialType.System_Object } or { Name: "Lock" or "Mutex" or "Semaphore" or "SemaphoreSlim" or "ReaderWriterLock" or "ReaderWriterLockSlim", ContainingNamespace.Name: "Threading" } };

    private static DoubleCheck? Of(ILockOperation locked)
    {
        IOperation? flag = null;
        var tested = NullTest.Around(locked, isNull: true, IsShared) ?? Kept(locked) ?? (flag = FlagBefore(locked));
        if (tested is null)
            return null;

        foreach (var operation in locked.Body.DescendantsHere())
            if (operation is ISimpleAssignmentOperation set && Update.IsSame(set.Target, tested) && tested.Kind == set.Target.Kind
                && (flag is null ? set.Value.Unwrapped().ConstantValue is not { HasValue: true, Value: null } : set.Value.Unwrapped().ConstantValue is { HasValue: true, Value: true }))
                return Judge(locked, tested, set, isFlag: flag is not null);
        return null;
    }

    private static DoubleCheck? Judge(ILockOperation locked, IOperation tested, ISimpleAssignmentOperation set, bool isFlag)
    {
        var again = isFlag ? FlagAround(set, operation => Update.IsSame(operation, tested)) : NullTest.Around(set, isNull: true, operation => operation.Kind == tested.Kind && Update.IsSame(operation, tested));
        if (again is null || !locked.Body.Contains(again))
        {
            if (!HasBranch(locked, set) && !IsTakenOutOf(set))
                return new DoubleCheck(locked, tested, set, CheckFault.Missing, other: null);
            return !isFlag && NullTest.Around(set, isNull: true, operation => IsShared(operation) && locked.Body.Contains(operation)) is { } other && !IsSetIn(locked, other)
                ? new DoubleCheck(locked, tested, set, CheckFault.Other, other)
                : null;
        }

        if (Later(set, isFlag) is { } later)
            return new DoubleCheck(locked, tested, set, CheckFault.Early, later);
        return isFlag && tested is IFieldReferenceOperation { Field.IsVolatile: false } && SetsOthers(locked, set) ? new DoubleCheck(locked, tested, set, CheckFault.PlainFlag, other: null) : null;
    }

    /// <summary>The test for null whose outcome a local keeps, or that a private method of the type makes which does nothing else.</summary>
    private static IOperation? Kept(ILockOperation locked)
    {
        IOperation inner = locked;
        while (inner.Parent is IBlockOperation { Operations.Length: 1 })
            inner = inner.Parent;
        if (inner.Parent is not IConditionalOperation { WhenFalse: null } branch || branch.WhenTrue != inner)
            return null;

        var (asked, holds) = branch.Condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } ? (operand.Unwrapped(), false) : (branch.Condition.Unwrapped(), true);
        var outcome = asked switch
        {
            ILocalReferenceOperation { Local: var local } => branch.Parent is IBlockOperation block && local.OnlyValue(branch) is { } value && block.Contains(value) ? value : null,
            IInvocationOperation { Arguments.IsEmpty: true, TargetMethod: { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method, SemanticModel.Compilation: { } compilation } =>
                method.Body(compilation, CancellationToken.None)?.Descendants().OfType<IReturnOperation>().ToList() is [{ ReturnedValue: { } only, Parent: IBlockOperation { Operations.Length: 1 } }] ? only : null,
            _ => null,
        };
        return outcome is null ? null : NullTest.In(outcome, holds, isNull: true, IsShared);
    }

    /// <summary>A variable of an object or type, read as it is.</summary>
    private static bool IsShared(IOperation operation) => operation is IFieldReferenceOperation { Field.IsConst: false } or IPropertyReferenceOperation { Arguments.IsEmpty: true, Property.SetMethod: not null } && !operation.IsWritten();

    /// <summary><c>if (!done) lock …</c>, <c>if (done) return; lock …</c></summary>
    private static IOperation? FlagBefore(ILockOperation locked) => FlagAround(locked, operation => IsShared(operation) && operation.Type?.SpecialType == SpecialType.System_Boolean);

    /// <summary>The flag that code runs only behind if it is false.</summary>
    private static IOperation? FlagAround(IOperation place, Func<IOperation, bool> isIt)
    {
        var inner = place;
        for (var outer = place.Parent; outer is not null && !inner.IsFunction(); inner = outer, outer = outer.Parent)
            switch (outer)
            {
                case IConditionalOperation branch when branch.WhenTrue == inner && FalseWhere(branch.Condition, holds: true, isIt) is { } flag:
                    return flag;
                case IBlockOperation block:
                    foreach (var statement in block.Operations)
                        if (statement == inner)
                            break;
                        else if (statement is IConditionalOperation { WhenFalse: null } leaving && NullTest.Leaves(leaving.WhenTrue) && FalseWhere(leaving.Condition, holds: false, isIt) is { } before)
                            return before;
                    break;
            }

        return null;
    }

    private static IOperation? FalseWhere(IOperation condition, bool holds, Func<IOperation, bool> isIt) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => FalseWhere(operand, !holds, isIt),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand.ConstantValue: { HasValue: true, Value: bool value } } => FalseWhere(left, holds == value, isIt),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when holds => FalseWhere(both.LeftOperand, holds, isIt) ?? FalseWhere(both.RightOperand, holds, isIt),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when !holds => FalseWhere(either.LeftOperand, holds, isIt) ?? FalseWhere(either.RightOperand, holds, isIt),
        { } flag when !holds && isIt(flag) => flag,
        _ => null,
    };

    /// <summary>True where anything else under the lock decides whether the variable is set.</summary>
    private static bool HasBranch(IOperation locked, IOperation set) => locked.DescendantsHere().Any(operation => IsBranch(operation, set));

    private static bool IsBranch(IOperation operation, IOperation set) =>
        operation.Syntax.SpanStart < set.Syntax.SpanStart && operation is IConditionalOperation or ISwitchOperation or ILoopOperation or ICoalesceOperation or ITryOperation or ILabeledOperation;

    /// <summary>True for a value that a member of another variable gives: the lock may be there for that one.</summary>
    private static bool IsTakenOutOf(ISimpleAssignmentOperation set) => set.Value.Unwrapped() is IInvocationOperation { Instance: { } source } && source.Unwrapped() is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation };

    private static bool IsSetIn(ILockOperation locked, IOperation variable) => locked.Body.DescendantsHere().Any(operation => operation is IAssignmentOperation assignment && Update.IsSame(assignment.Target, variable));

    /// <summary>The first statement behind the assignment, in its block, that goes on making what the variable stands for.</summary>
    private static IOperation? Later(ISimpleAssignmentOperation set, bool isFlag)
    {
        if (set.Parent is not { Parent: IBlockOperation block } statement)
            return null;

        for (var index = block.Operations.IndexOf(statement) + 1; index < block.Operations.Length; index++)
            foreach (var operation in block.Operations[index].DescendantsAndSelf())
                if (operation is IAssignmentOperation { Target: IMemberReferenceOperation target } && (isFlag ? IsOwn(target) && !Update.IsSame(target, set.Target) : target.Instance is { } owner && Update.IsSame(owner, set.Target))
                    || !isFlag && operation is IInvocationOperation { Instance: { } receiver } call && call.IsDropped() && call.TargetMethod.ContainingType.Name != "CancellationTokenSource" && Update.IsSame(receiver, set.Target)) // A token may be cancelled at any time.
                    return operation;
        return null;
    }

    private static bool SetsOthers(ILockOperation locked, ISimpleAssignmentOperation set) => locked.Body.DescendantsHere().Any(operation =>
        operation is IAssignmentOperation { Target: IFieldReferenceOperation target } && operation.Syntax.SpanStart < set.Syntax.SpanStart && IsOwn(target) && !Update.IsSame(target, set.Target));

    private static bool IsOwn(IMemberReferenceOperation target) => target.Instance is null or IInstanceReferenceOperation;
}
