using Microsoft.CodeAnalysis.CSharp;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A variable or element that is read, and written with what was computed from it, in more than one step: what another thread writes in between is lost.</summary>
internal sealed class Update
{
    private Update(Access access, IOperation whole)
    {
        Access = access;
        Whole = whole;
    }

    public Access Access { get; }

    /// <summary>The increment, decrement or assignment.</summary>
    public IOperation Whole { get; }

    public IOperation Target => Access.At;

    /// <summary>What the reader calls the thing that is updated.</summary>
    public string Name => Target is IArrayElementReferenceOperation ? Target.Syntax.ToString() : Access.Place.Variable?.Name ?? Target.Syntax.ToString();

    /// <summary>True where the processor can do it in one step: an integer counted up or down, or summed with what does not depend on it, without a check for overflow.</summary>
    public bool CanBeOneStep => Target is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation
        && Target.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64
        && Whole switch
        {
            IIncrementOrDecrementOperation step => !step.IsChecked,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, IsChecked: false } sum => !Depends(sum.Value),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, IsChecked: false } difference => !Depends(difference.Value) && CanBeNegated(difference.Value),
            _ => false,
        };

    /// <summary>True where an object takes the place of another that led to it: what a method does so belongs to states it keeps, which its caller does not show.</summary>
    private bool ReplacesObject => Whole is ISimpleAssignmentOperation && Target.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String };

    /// <summary>The updates that a run of a body makes of what other runs, or the bodies beside it, write too.</summary>
    public static IEnumerable<Update> In(ConcurrentBody body, Func<ConcurrentBody, Effects> effects)
    {
        foreach (var access in effects(body).Accesses)
            if (access.IsWrite && body.Shares(access.Place) && IsOneThing(access, body) && body.Runs(access) && Of(access) is { } update && (access.Through is null || !update.ReplacesObject)
                && (!body.Handover.RunsOnce || body.Beside.Any(other => effects(other).Accesses.Any(beside => beside.IsWrite && update.IsOfSame(beside)))))
                yield return update;
    }

    /// <summary>True where the two are of the same variable, or of the same element as the text names it.</summary>
    public bool IsOfSame(Access other) => Access.Place.Is(other.Place)
        && (Access.Place.Content is null || other.At is IArrayElementReferenceOperation && SyntaxFactory.AreEquivalent(other.At.Syntax, Target.Syntax));

    /// <summary>The update that a write is a part of; null where it only writes, or where the compiler makes one step of it.</summary>
    public static Update? Of(Access access) => access.At.Parent switch
    {
        IIncrementOrDecrementOperation step => new Update(access, step),
        ICompoundAssignmentOperation compound when compound.Target == access.At && !Suspends(compound.Value) => new Update(access, compound),
        ISimpleAssignmentOperation assignment when assignment.Target == access.At && !Suspends(assignment.Value) && (IsComputed(assignment) || IsCompared(assignment)) => new Update(access, assignment),
        _ => null,
    };

    /// <summary>The update that writes a variable where it is named.</summary>
    public static Update? At(IOperation reference) => reference.Named() is { } variable ? Of(new Access(Place.OfVariable(variable, path: null), IsWrite: true, reference)) : null;

    /// <summary>True where the text itself joins the old value with another: a step, <c>x += n</c>, <c>x = x + n</c>.</summary>
    public bool IsPlain => Target.Type is not (null or IErrorTypeSymbol) && !Whole.Descendants().Any(part => part is IInvalidOperation)
        && (Whole is not ISimpleAssignmentOperation assignment || assignment.Value.Unwrapped() is IBinaryOperation sum && (IsSame(sum.LeftOperand, Target) || IsSame(sum.RightOperand, Target)));

    /// <summary>True for what is counted or summed, and for delegates. Bits are often states, or locks by themselves, whose owner changes them plainly.</summary>
    public bool Counts => CountsDown || Whole is IIncrementOrDecrementOperation or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add }
        or ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } };

    public bool CountsDown => Whole is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract };

    private bool Depends(IOperation value) => IsSame(value, Target) || value.Descendants().Any(part => IsSame(part, Target));

    /// <summary>Only what has the type of the target, or fits into it with room to spare, may be negated before it is widened.</summary>
    private bool CanBeNegated(IOperation value) => Target.Type!.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
        && (value.ConstantValue.HasValue || SymbolEqualityComparer.Default.Equals(value.Unwrapped().Type, Target.Type)
            || value.Unwrapped().Type?.SpecialType is SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char);

    /// <summary><c>x = x + 1</c>, <c>x = Math.Max(x, v)</c>; also by way of a local: <c>var next = x + 1; x = next;</c>.</summary>
    private static bool IsComputed(ISimpleAssignmentOperation assignment)
    {
        if (Reads(assignment.Value, assignment.Target))
            return true;

        return assignment.Value.Unwrapped() is ILocalReferenceOperation { Local: var local } && new Names(assignment.Root()).Value(local) is { } value && Reads(value, assignment.Target);
    }

    /// <summary><c>if (v > x) x = v;</c></summary>
    private static bool IsCompared(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Value.ConstantValue.HasValue)
            return false;

        var branch = (IOperation)assignment;
        for (var outer = assignment.Parent; outer is IExpressionStatementOperation or IBlockOperation or IConditionalOperation; branch = outer, outer = outer.Parent)
            if (outer is IConditionalOperation test)
                return test.WhenTrue == branch && test.Condition.DescendantsAndSelf().Any(part => part is IBinaryOperation
                {
                    OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
                } compared && (IsSame(compared.LeftOperand, assignment.Target) || IsSame(compared.RightOperand, assignment.Target)));

        return false;
    }

    private static bool Reads(IOperation value, IOperation target) => IsSame(value, target) is false && value.DescendantsHere().Any(part => IsSame(part, target) && part.IsRead());

    /// <summary>True where both name the same variable, or the same element in the same words.</summary>
    public static bool IsSame(IOperation one, IOperation other)
    {
        one = one.Unwrapped();
        if (other is IArrayElementReferenceOperation)
            return one is IArrayElementReferenceOperation && SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax);

        return SymbolEqualityComparer.Default.Equals(one.Named(), other.Named()) && new Names(other.Root()) is var names && names.PathOf(one) is { } path && path.Equals(names.PathOf(other));
    }

    /// <summary>Between a read and a write with an await in it is more than other threads: that is another defect.</summary>
    private static bool Suspends(IOperation value) => value.DescendantsAndSelf().Any(part => part is IAwaitOperation);

    private static bool IsOneThing(Access access, ConcurrentBody body) => access.Place.Content is null
        ? access.Place.Variable is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol
        : access.At is IArrayElementReferenceOperation element && body.Shares(element, access.Through is null);
}
