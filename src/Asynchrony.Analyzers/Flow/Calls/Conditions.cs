using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Asks of the places in one body on what it depends that they are reached.</summary>
internal sealed class Conditions
{
    private Dictionary<IOperation, bool>? asking;

    /// <summary>True in a branch that a parameter chooses, and behind one that it leaves by.</summary>
    public bool DependsOnParameter(IOperation at)
    {
        for (var (inner, outer) = (at, at.Parent); outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            switch (outer)
            {
                case IConditionalOperation choice when inner != choice.Condition && AsksParameter(choice.Condition):
                case ISwitchCaseOperation { Parent: ISwitchOperation { Value: var value } } when AsksParameter(value) || IsParameter(value):
                case IBlockOperation block when LeavesBefore(block, inner):
                    return true;
            }

        return false;
    }

    /// <summary>True in a finally block, where a local tells that the work before has failed.</summary>
    public static bool IsForFailure(IOperation at)
    {
        for (var (inner, outer) = (at, at.Parent); outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is IConditionalOperation choice && inner != choice.Condition && choice.Condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: ILocalReferenceOperation } && choice.Syntax.FirstAncestorOrSelf<FinallyClauseSyntax>() is not null)
                return true;
        return false;
    }

    /// <summary>True for what returns; in a round of a loop, also for what throws or leaves the loop: there a limit is over, not an argument wrong.</summary>
    private static bool Leaves(IOperation branch, bool isRound) => branch switch
    {
        IReturnOperation => true,
        IBranchOperation { BranchKind: BranchKind.Break } or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => isRound,
        IBlockOperation { Operations: [.., var last] } => Leaves(last, isRound),
        _ => false,
    };

    private bool LeavesBefore(IBlockOperation block, IOperation inner)
    {
        foreach (var statement in block.Operations)
        {
            if (statement == inner)
                return false;
            if (statement is IConditionalOperation choice && Leaves(choice.WhenTrue, block.Parent is ILoopOperation) && AsksParameter(choice.Condition))
                return true;
        }

        return false;
    }

    /// <summary>Remembered: every step behind a condition asks.</summary>
    private bool AsksParameter(IOperation condition)
    {
        asking ??= [];
        if (!asking.TryGetValue(condition, out var asks))
            asking.Add(condition, asks = condition.DescendantsAndSelf().Any(Asks));
        return asks;
    }

    /// <summary>
    /// True for a value that the caller gives, for what an object says of its kind: by its type, by a flag, by what it has and others do not; and for
    /// a local that is null unless something was found.
    /// </summary>
    private static bool Asks(IOperation part) => part switch
    {
        IParameterReferenceOperation { Parameter.Type.IsValueType: true } => true,
        IPropertyReferenceOperation { Property.Type.SpecialType: SpecialType.System_Boolean, Instance: { } given } => IsParameter(given),
        IIsTypeOperation { ValueOperand: var given } => IsParameter(given),
        IIsPatternOperation { Value: var given, Pattern: var pattern } => IsKind(pattern) ? IsParameter(given) : IsPartOfParameter(given) || IsUnlessFound(given),
        ISwitchExpressionOperation { Value: var given } => IsParameter(given),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsNull(comparison.RightOperand) && (IsPartOfParameter(comparison.LeftOperand) || IsUnlessFound(comparison.LeftOperand)),
        _ => false,
    };

    private static bool IsParameter(IOperation value) => value.Unwrapped() is IParameterReferenceOperation;

    private static bool IsPartOfParameter(IOperation value) => value.Unwrapped() is IPropertyReferenceOperation { Instance: { } given } && IsParameter(given);

    private static bool IsUnlessFound(IOperation value) => value.Unwrapped() is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value.RawKind: (int)SyntaxKind.NullLiteralExpression };

    private static bool IsNull(IOperation value) => value.Unwrapped().ConstantValue is { HasValue: true, Value: null };

    private static bool IsKind(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inner } => IsKind(inner),
        ITypePatternOperation or IDeclarationPatternOperation or IRecursivePatternOperation { MatchedType: not null } => true,
        _ => false,
    };
}
