using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A variable that one thread sets when it has taken a flag in one step: all others find the flag taken, go on, and use the variable, which may
/// not be set yet. Nobody waits for the one who sets it.
/// </summary>
internal sealed class SetBehindFlag
{
    private SetBehindFlag(StateUse set, StateUse taken, StateUse use)
    {
        Set = set;
        Taken = taken;
        Use = use;
    }

    public StateUse Set { get; }

    /// <summary>The exchange of the flag.</summary>
    public StateUse Taken { get; }

    /// <summary>What uses the variable and has asked for it to be set.</summary>
    public StateUse Use { get; }

    /// <summary>One a variable at most.</summary>
    public static SetBehindFlag? Of(VariableState variable, TypeState state)
    {
        if (!variable.Type.IsReferenceType || variable.Variable is not IFieldSymbol)
            return null;

        StateUse? set = null;
        foreach (var use in variable.Uses)
            if (use.IsConstruction && use.Is(UseKind.Write) || use.Is(UseKind.Atomic) || use.MayBeLocked || !use.Locks.IsEmpty)
                return null;
            else if (use.Is(UseKind.Write) && !IsNothing(use.At))
                if (set is not null && !SymbolEqualityComparer.Default.Equals(set.Member, use.Member))
                    return null;
                else
                    set ??= use;

        return set is { Function: null } && !HasValueAtFirst(variable.Variable) && FlagOf(set, state) is var (flag, taken) && !IsGivenBack(flag, taken) && UseBehind(set, taken, variable, flag) is { } read ? new SetBehindFlag(set, taken, read) : null;
    }

    private static bool IsNothing(IOperation target) => target.Parent is ISimpleAssignmentOperation { Value: var value } && value.Unwrapped().ConstantValue is { HasValue: true, Value: null };

    private static bool HasValueAtFirst(ISymbol variable) => variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
        && !value.IsKind(SyntaxKind.NullLiteralExpression) && !value.IsKind(SyntaxKind.SuppressNullableWarningExpression);

    /// <summary>The flag that lets one thread come to the assignment, and all others past it.</summary>
    private static (VariableState Flag, StateUse Taken)? FlagOf(StateUse set, TypeState state)
    {
        foreach (var flag in state.Variables)
            foreach (var use in flag.Uses)
                if (use.IsAtomicChange && use.Function is null && use.At.Root() == set.At.Root() && use.At.Syntax.SpanStart < set.At.Syntax.SpanStart && use.At.Parent?.Parent is IInvocationOperation call && LetsOneIn(call, set.At))
                    return (flag, use);
        return null;
    }

    /// <summary><c>if (Interlocked.Exchange(ref flag, 1) != 0) return; …</c>, <c>if (Interlocked.Exchange(ref flag, 1) == 0) { … }</c>, <c>if (Interlocked.Exchange(ref flag, 1) == 1) Late(); else …</c></summary>
    private static bool LetsOneIn(IInvocationOperation call, IOperation set)
    {
        if (Decision(call) is not var (branch, whereTaken))
            return false;
        if (whereTaken != branch.WhenTrue)
            return branch.WhenFalse is null && branch.WhenTrue.Contains(set);
        return branch.WhenFalse is { } other ? other.Contains(set)
            : IsPlainReturn(branch.WhenTrue) && branch.Parent is IBlockOperation block && block.Contains(set) && set.Syntax.SpanStart > branch.Syntax.Span.End;
    }

    /// <summary>The branch that an exchange decides over, and the part of it for those who find the flag taken.</summary>
    private static (IConditionalOperation Branch, IOperation? WhereTaken)? Decision(IInvocationOperation call)
    {
        if (Given(call) is not { } given
            || call.User() is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test
            || (test.LeftOperand.Unwrapped() == call ? test.RightOperand : test.LeftOperand).ConstantValue is not { HasValue: true, Value: { } compared }
            || test.Parent is not IConditionalOperation { Type: null } branch || branch.Condition != test)
            return null;

        return (branch, test.OperatorKind == BinaryOperatorKind.Equals == given.Equals(compared) ? branch.WhenTrue : branch.WhenFalse);
    }

    /// <summary>The constant that an exchange writes.</summary>
    private static object? Given(IInvocationOperation call) => call is { TargetMethod.Name: "Exchange" or "CompareExchange", Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: { } given } }, ..] } ? given : null;

    private static bool IsPlainReturn(IOperation statement) => statement switch
    {
        IBlockOperation { Operations: [var only] } => IsPlainReturn(only),
        IReturnOperation { ReturnedValue: null } => true,
        _ => false,
    };

    /// <summary>True for a flag that something else than taking it writes: who finds it taken may wait for that.</summary>
    private static bool IsGivenBack(VariableState flag, StateUse taken)
    {
        foreach (var use in flag.Uses)
            if (use != taken && !use.IsConstruction && use.Is(UseKind.Write) && !(use.Is(UseKind.Atomic) && use.At.Parent?.Parent is IInvocationOperation again && Given(again) is { } given && given.Equals(Given((IInvocationOperation)taken.At.Parent!.Parent!))))
                return true;
        return false;
    }

    /// <summary>The first use that takes the value as it is, behind a call of the member that sets it, behind the very branch, or where another member finds the flag taken.</summary>
    private static StateUse? UseBehind(StateUse set, StateUse taken, VariableState variable, VariableState flag)
    {
        foreach (var use in variable.Uses)
            if (use.Kind == UseKind.Read && !use.IsConstruction && use.Function is null && IsTaken(use.At))
                if (SymbolEqualityComparer.Default.Equals(use.Member, set.Member))
                {
                    if (use.At.Syntax.SpanStart > set.At.Syntax.Span.End && BranchOf(taken.At) is { } branch && !branch.WhenTrue.Contains(use.At) && branch.WhenTrue.Contains(set.At))
                        return use;
                }
                else if (IsWhereTaken(use, taken, flag))
                    return use;
                else
                    foreach (var part in use.At.Root().DescendantsHere())
                        if (part is IInvocationOperation call && call.Syntax.SpanStart < use.At.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, set.Member.OriginalDefinition))
                            return use;
        return null;
    }

    /// <summary><c>if (Interlocked.Exchange(ref flag, 1) == 1) x.Dispose();</c>, with no look whether there is one.</summary>
    private static bool IsWhereTaken(StateUse use, StateUse taken, VariableState flag)
    {
        foreach (var other in flag.Uses)
            if (other != taken && other.IsAtomicChange && other.At.Parent?.Parent is IInvocationOperation call && Decision(call) is (_, { } whereTaken) && whereTaken.Contains(use.At) && use.IsBare
                && NullTest.Around(use.At, isNull: false, operation => Update.IsSame(operation, use.At)) is null)
                return true;
        return false;
    }

    private static IConditionalOperation? BranchOf(IOperation taken)
    {
        foreach (var outer in taken.Ancestors())
            if (outer is IConditionalOperation branch)
                return branch;
        return null;
    }

    /// <summary>True where null does harm, or is given to who asked.</summary>
    private static bool IsTaken(IOperation read) => read.User() switch
    {
        IInvocationOperation call => call.Instance?.Unwrapped() == read,
        IPropertyReferenceOperation property => property.Instance?.Unwrapped() == read,
        IFieldReferenceOperation field => field.Instance?.Unwrapped() == read,
        IArrayElementReferenceOperation element => element.ArrayReference.Unwrapped() == read,
        IReturnOperation or IForEachLoopOperation or IAwaitOperation => true,
        _ => false,
    };
}
