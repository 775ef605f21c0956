using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A task where the value that it results in is meant: it is written as text, serialised, or compared with a value. What only keeps an object,
/// or passes it on, may well mean the task.
/// </summary>
internal sealed class TaskAsValue
{
    private TaskAsValue(IOperation task, string use) => (Task, Use) = (task, use);

    /// <summary>The expression whose value is the task.</summary>
    public IOperation Task { get; }

    /// <summary>What is done with it.</summary>
    public string Use { get; }

    /// <summary>Of a conversion to an object, or of a part of an interpolated string.</summary>
    public static TaskAsValue? Of(IOperation converted, Table takesValue, Compilation compilation, CancellationToken cancellation) => converted switch
    {
        IInterpolationOperation { Expression: var part } => Made(part, "written as text"),
        IConversionOperation { IsImplicit: true, Operand: var task } conversion when UseOf(conversion, takesValue, compilation, cancellation) is { } use => Made(task, use),
        _ => null,
    };

    /// <summary>Of a call: one on a task that a task does not know better than any object, one that takes any type, and one whose task is compared with null.</summary>
    public static TaskAsValue? Of(IInvocationOperation call, Table takesValue)
    {
        var method = call.TargetMethod;
        if (method.Name is "ToString" or "Equals" && call.Instance is { } task && task.Type.IsTask())
            return method.Name == "ToString" ? Made(task, "written as text")
                : call.Arguments.Length == 1 && IsOtherThanTask(call.Arguments[0].Value) ? Made(task, "compared with a value") : null;

        if (method.Arity == 1 && method.TypeArguments[0].IsTask() && takesValue.Find(method) is [not "equal" and var word, ..])
            foreach (var argument in call.Arguments)
                if (argument.Value.Type.IsTask())
                    return Made(argument.Value, Said(word));

        return call.Type.IsTask() && call.TargetMethod.MethodKind != MethodKind.DelegateInvoke && call.TargetMethod.ReturnNullableAnnotation != NullableAnnotation.Annotated && IsComparedWithNull(call)
            ? Made(call, "compared with null") : null;
    }

    /// <summary>Who makes a task that is complete means the task.</summary>
    private static TaskAsValue? Made(IOperation task, string use) => task.IsMadeComplete() ? null : new TaskAsValue(task, use);

    private static string? UseOf(IConversionOperation conversion, Table takesValue, Compilation compilation, CancellationToken cancellation)
    {
        switch (conversion.Parent)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String }:
                return "written as text";
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String }:
                return "written as text";
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return IsOtherThanTask(comparison.LeftOperand == conversion ? comparison.RightOperand : comparison.LeftOperand) ? "compared with a value" : null;
            case IArgumentOperation { Parent: IInvocationOperation taker, Parameter: { } parameter }:
                return Taken(taker, takesValue) ?? (OnlyWrites(parameter, takesValue, compilation, cancellation) ? "written as text" : null);
            default:
                return Listed(conversion) is { } call ? Taken(call, takesValue) : null;
        }
    }

    /// <summary>The call that takes a value as one of any number of arguments.</summary>
    private static IInvocationOperation? Listed(IOperation value)
    {
        var outer = value.Parent;
        while (outer is IArrayInitializerOperation or IArrayCreationOperation or IConversionOperation || outer?.Kind == Operations.CollectionExpression)
            outer = outer.Parent;
        return outer is IArgumentOperation { ArgumentKind: not (ArgumentKind.Explicit or ArgumentKind.DefaultValue), Parent: IInvocationOperation call } ? call : null;
    }

    private static string? Taken(IInvocationOperation call, Table takesValue)
    {
        if (takesValue.Find(call.TargetMethod) is not [var word, ..])
            return null;
        if (word == "equal")
        {
            var others = 0;
            foreach (var argument in call.Arguments)
                if (IsOtherThanTask(argument.Value))
                    others++;
            return others == 1 ? Said(word) : null;
        }

        return Said(word);
    }

    private static string Said(string word) => word switch { "text" => "written as text", "data" => "passed on as data", _ => "compared with a value" };

    /// <summary>True for a value that can be no task: of a type other than those that tasks convert to, and not null.</summary>
    private static bool IsOtherThanTask(IOperation operation)
    {
        var value = operation.Unwrapped();
        return value.Type is { SpecialType: not SpecialType.System_Object, TypeKind: not (TypeKind.TypeParameter or TypeKind.Interface or TypeKind.Dynamic or TypeKind.Error) } type
            && !type.IsTask() && type.BaseType is var parent && !parent.IsTask() && value.ConstantValue is not { HasValue: true, Value: null };
    }

    private static bool IsComparedWithNull(IInvocationOperation call) => call.User() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            comparison.LeftOperand.Unwrapped().ConstantValue is { HasValue: true, Value: null } || comparison.RightOperand.Unwrapped().ConstantValue is { HasValue: true, Value: null },
        IIsPatternOperation { Pattern: var pattern } => (pattern is INegatedPatternOperation { Pattern: var negated } ? negated : pattern) is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } },
        _ => false,
    };

    /// <summary>True for a parameter that its function, of which the source is at hand, only makes text of.</summary>
    private static bool OnlyWrites(IParameterSymbol parameter, Table takesValue, Compilation compilation, CancellationToken cancellation)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { IsAbstract: false, IsVirtual: false, IsOverride: false } method || method.Body(compilation, cancellation) is not { } body)
            return false;

        var writes = false;
        foreach (var use in body.Descendants())
            if (use is IParameterReferenceOperation { Parameter: var used } && SymbolEqualityComparer.Default.Equals(used, parameter.OriginalDefinition))
            {
                if (!IsWrittenAsText(use, takesValue))
                    return false;
                writes = true;
            }

        return writes;
    }

    private static bool IsWrittenAsText(IOperation use, Table takesValue) => use.User() switch
    {
        IInterpolationOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => true,
        IInvocationOperation { TargetMethod.Name: "ToString" } or IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "ToString" } } => true,
        IArgumentOperation { Parent: IInvocationOperation call } => takesValue.Says(call.TargetMethod, "text"),
        _ => Listed(use) is { } taker && takesValue.Says(taker.TargetMethod, "text"),
    };
}
