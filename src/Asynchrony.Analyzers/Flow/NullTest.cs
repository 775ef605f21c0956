namespace Asynchrony.Analyzers.Flow;

/// <summary>Tests that tell whether a variable is null where some code runs: the reference that is tested is the answer.</summary>
internal static class NullTest
{
    /// <summary>The test that code runs only behind, if it says that the variable is null there, or that it is not; the nearest one.</summary>
    public static IOperation? Around(IOperation place, bool isNull, Func<IOperation, bool> isIt)
    {
        var inner = place;
        for (var outer = place.Parent; outer is not null && !inner.IsFunction(); inner = outer, outer = outer.Parent)
            if (Deciding(outer, inner, isNull, isIt) is { } test)
                return test;

        return null;
    }

    /// <summary>The reference that a condition tests, if its holding, or not holding, says that the variable is null, or that it is not.</summary>
    public static IOperation? In(IOperation condition, bool holds, bool isNull, Func<IOperation, bool> isIt) => Find(condition, holds, isNull, isIt);

    private static IOperation? Deciding(IOperation outer, IOperation inner, bool isNull, Func<IOperation, bool> isIt)
    {
        switch (outer)
        {
            case IConditionalOperation choice when choice.Condition != inner:
                return Find(choice.Condition, holds: choice.WhenTrue == inner, isNull, isIt);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both when both.RightOperand == inner:
                return Find(both.LeftOperand, holds: both.OperatorKind == BinaryOperatorKind.ConditionalAnd, isNull, isIt);
            case ICoalesceOperation { Value: var value } coalesce when isNull && coalesce.WhenNull == inner && isIt(value.Unwrapped()):
                return value.Unwrapped();
            case IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } loop when loop.Body == inner:
                return Find(condition, holds: !loop.ConditionIsUntil, isNull, isIt);
            case IBlockOperation block:
                return Before(block.Operations, inner, isNull, isIt);
            case ISwitchCaseOperation section:
                return Before(section.Body, inner, isNull, isIt);
            default:
                return null;
        }
    }

    /// <summary><c>if (x == null) return;</c></summary>
    private static IOperation? Before(ImmutableArray<IOperation> statements, IOperation inner, bool isNull, Func<IOperation, bool> isIt)
    {
        IOperation? found = null;
        foreach (var statement in statements)
        {
            if (statement == inner)
                break;
            if (statement is IConditionalOperation { WhenFalse: null } branch && Leaves(branch.WhenTrue) && Find(branch.Condition, holds: false, isNull, isIt) is { } test)
                found = test;
        }

        return found;
    }

    /// <summary>The tested reference, where the condition's holding, or not holding, says that the variable is null, or that it is not.</summary>
    private static IOperation? Find(IOperation condition, bool holds, bool isNull, Func<IOperation, bool> isIt)
    {
        switch (condition.Unwrapped())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand }:
                return Find(operand, !holds, isNull, isIt);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                return holds == (both.OperatorKind == BinaryOperatorKind.ConditionalAnd) ? Find(both.LeftOperand, holds, isNull, isIt) ?? Find(both.RightOperand, holds, isNull, isIt) : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared:
                return (compared.OperatorKind == BinaryOperatorKind.Equals) == (holds == isNull) ? ComparedWithNull(compared) is { } other && isIt(other) ? other : null : null;
            case IIsPatternOperation { Value: var value, Pattern: var pattern }:
                return IsNull(pattern) == (holds == isNull) && value.Unwrapped() is var tested && isIt(tested) && (!isNull || IsOfAny(pattern)) ? tested : null;
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] }:
                return !holds && !isNull && isIt(text.Unwrapped()) ? text.Unwrapped() : null;
            case IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } optional }:
                return holds != isNull && isIt(optional.Unwrapped()) ? optional.Unwrapped() : null;
            default:
                return null;
        }
    }

    private static IOperation? ComparedWithNull(IBinaryOperation compared) =>
        IsNull(compared.RightOperand) ? compared.LeftOperand.Unwrapped() : IsNull(compared.LeftOperand) ? compared.RightOperand.Unwrapped() : null;

    private static bool IsNull(IOperation value) => value.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    /// <summary>True for <c>is null</c>, false for <c>is not null</c>, <c>is { }</c> and <c>is Stream kept</c>; null for a pattern that asks more.</summary>
    private static bool? IsNull(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => true,
        INegatedPatternOperation { Pattern: var inner } => !IsNull(inner),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } => false,
        IDeclarationPatternOperation { MatchesNull: false } => false,
        _ => null,
    };

    /// <summary>False for a pattern of a type that not all of what is tested need have: what it does not match may be there all the same.</summary>
    private static bool IsOfAny(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } => IsOfAny(inner),
        IRecursivePatternOperation or IDeclarationPatternOperation => SymbolEqualityComparer.Default.Equals(pattern.NarrowedType, pattern.InputType) || pattern.InputType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T,
        _ => true,
    };

    /// <summary>True for a statement that does not go on to the one behind it.</summary>
    public static bool Leaves(IOperation statement) => statement switch
    {
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue or BranchKind.GoTo } => true,
        _ => false,
    };
}
