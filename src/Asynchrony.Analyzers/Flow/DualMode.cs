using System.Text.RegularExpressions;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Functions that work both ways: a flag, such as <c>bool async</c> or an enumeration with the members Synchronous and Asynchronous, or a token
/// that may be missing, tells whether they may go on later or have to be done when they return.
/// </summary>
internal static class DualMode
{
    private static readonly Regex Word = new("(?<![a-z])(async|sync|asynchronous|synchronous)(ly)?(?![a-z])|(?<=[a-z])(Async|Sync|Asynchronous|Synchronous)(ly)?(?![a-z])|^(Async|Sync|Asynchronous|Synchronous)(ly)?(?![a-z])", RegexOptions.CultureInvariant);

    /// <summary>True in a branch that such a flag chooses, and behind one that it leaves by.</summary>
    public static bool IsChosen(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
            switch (outer)
            {
                case IConditionalOperation choice when inner != choice.Condition && AsksFlag(choice.Condition):
                case ISwitchCaseOperation { Parent: ISwitchOperation { Value: var flag } } when AsksFlag(flag):
                case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation { Value: var value } } when AsksFlag(value):
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != inner).Any(LeavesByFlag):
                    return true;
            }

        return false;
    }

    /// <summary>True for a call that asks such a function to be done when it returns: what it returns is complete.</summary>
    public static bool IsAskedToBeDone(IOperation task) => task is IInvocationOperation call
        && (call.Arguments.Any(SaysSync) || SaysBoth(call.TargetMethod.Name) && call.Arguments.Any(IsNoToken) || call.TargetMethod.TypeArguments.Any(argument => argument.Name.StartsWith("Sync", StringComparison.Ordinal) && IsFlag(argument.Name)));

    private static bool LeavesByFlag(IOperation statement) =>
        statement is IConditionalOperation { WhenTrue: var branch } choice && AsksFlag(choice.Condition)
        && (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation
            or IExpressionStatementOperation { Operation: IThrowOperation or IInvocationOperation { TargetMethod: { ReturnsVoid: true, Name: ['T', 'h', 'r', 'o', 'w', ..] } } };

    private static bool AsksFlag(IOperation condition) => condition.DescendantsAndSelf().Any(part => AsksForToken(part) || part.Named() is { } flag && part.Type switch
    {
        { SpecialType: SpecialType.System_Boolean } => IsFlag(flag.Name),
        { TypeKind: TypeKind.Enum } choice => choice.GetMembers().Any(member => IsFlag(member.Name)),
        _ => false,
    });

    private static bool SaysSync(IArgumentOperation argument) => (argument.Value.Unwrapped(), argument.Parameter) switch
    {
        ({ ConstantValue: { HasValue: true, Value: bool value } }, { Name: var name }) when IsFlag(name) => value != IsAsync(name),
        (IFieldReferenceOperation { Field: { IsStatic: true, Name: var name } }, _) => IsFlag(name) && !IsAsync(name),
        (IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name } }, _) => IsFlag(name) && !IsAsync(name),
        _ => false,
    };

    /// <summary>True for the question whether there is a token.</summary>
    private static bool AsksForToken(IOperation part) => part switch
    {
        IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } asked } => IsMissingToken(asked),
        IIsPatternOperation { Value: var asked, Pattern: IConstantPatternOperation or INegatedPatternOperation or IRecursivePatternOperation } => IsMissingToken(asked),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var asked, RightOperand: var other } => IsNull(other) && IsMissingToken(asked.Unwrapped()),
        _ => false,
    };

    private static bool IsMissingToken(IOperation value) => value is IParameterReferenceOperation { Parameter.Type: var type } && IsOptionalToken(type);

    private static bool IsNoToken(IArgumentOperation argument) => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type: { } type } && IsOptionalToken(type) && IsNull(argument.Value);

    private static bool IsNull(IOperation value) => value.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    private static bool IsOptionalToken(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "CancellationToken" }] };

    /// <summary>True for a name that says both, such as SaveSyncOrAsync.</summary>
    private static bool SaysBoth(string name) => Word.Matches(name).Cast<Match>().Select(word => IsAsync(word.Value)).Distinct().Count() == 2;

    private static bool IsFlag(string name) => Word.IsMatch(name);

    private static bool IsAsync(string name) => Word.Match(name) is { Success: true, Value: var word } && word.StartsWith("a", StringComparison.OrdinalIgnoreCase);
}
