using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A task of a task that nobody asked for: what a call runs or takes results in a task, and so its own task has that one as its result. Who
/// writes a signature with such a type means both; who has it inferred means one.
/// </summary>
internal sealed class NestedTask
{
    private const int Steps = 40;

    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
    private int steps;

    private NestedTask(IInvocationOperation call, ITypeSymbol inner) => (Call, Inner) = (call, inner);

    /// <summary>The call that makes it.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The type of the task inside.</summary>
    public ITypeSymbol Inner { get; }

    /// <summary>What waits for the outer task, or hands it on as a task like any other, so that nobody can reach the inner one; null where somebody may.</summary>
    public IOperation? Lost { get; private set; }

    /// <summary>Null for any other call, and where the inner task is taken, may be taken by others, or is complete from the start.</summary>
    public static NestedTask? LostIn(IInvocationOperation call)
    {
        if (call.Type is not INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" or "DispatcherOperation" } outer || call.Arguments.IsEmpty
            || call.TargetMethod is { Arity: 0, ContainingType.Arity: 0 } || outer.TypeArguments[0] is not { } inner || !inner.IsTask() || !IsInferred(call))
            return null;

        var nested = new NestedTask(call, inner);
        return nested.Reaches(call) || nested.steps > Steps || nested.Lost is null ? null : nested;
    }

    /// <summary>The argument that results in the task inside: a delegate, or the task itself.</summary>
    public IOperation? Source => Call.Arguments.FirstOrDefault(argument => Gives(argument, ResultOf(Call)))?.Value;

    /// <summary>True where the type of the inner task comes from what an argument results in, which does not end at once.</summary>
    private static bool IsInferred(IInvocationOperation call)
    {
        if (ResultOf(call) is not { } result)
            return false;

        foreach (var argument in call.Arguments)
            if (Gives(argument, result))
                return argument.Value.Unwrapped() switch
                {
                    IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda => !lambda.Body.DescendantsHere().All(part => part is not IReturnOperation { ReturnedValue: { } returned } || returned.IsMadeComplete() || IsWhatEnded(call, returned)),
                    IInvocationOperation started => !started.IsMadeComplete(),
                    { Type.TypeKind: TypeKind.Delegate } or IAnonymousFunctionOperation or IMethodReferenceOperation => true,
                    _ => false,
                };

        return false;
    }

    /// <summary>True for the task that a continuation follows: it is complete when the continuation runs.</summary>
    private static bool IsWhatEnded(IInvocationOperation call, IOperation returned) => call.TargetMethod.Name == "ContinueWith" && returned.Unwrapped() is IParameterReferenceOperation { Parameter.Ordinal: 0 };

    /// <summary>The type parameter that stands for the inner task.</summary>
    private static ITypeParameterSymbol? ResultOf(IInvocationOperation call) =>
        call.TargetMethod.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [ITypeParameterSymbol result] } ? result : null;

    private static bool Gives(IArgumentOperation argument, ITypeParameterSymbol? result)
    {
        var type = argument.Parameter?.OriginalDefinition.Type;
        return SymbolEqualityComparer.Default.Equals(type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? invoke.ReturnType : type, result);
    }

    /// <summary>True where the inner task may be taken by who has this value; notes where it gets lost.</summary>
    private bool Reaches(IOperation value)
    {
        if (steps++ > Steps)
            return true;

        switch (value.Parent)
        {
            case IConversionOperation conversion when IsNested(conversion.Type):
                return Reaches(conversion);
            case IConversionOperation conversion when IsPlain(conversion.Type):
                return IsUsed(conversion) && Loses(conversion);
            case IParenthesizedOperation or IConditionalOperation or IArrayInitializerOperation or IArrayCreationOperation or { Kind: Operations.CollectionExpression }:
                return value.Parent is IConditionalOperation choice && choice.Condition == value || Reaches(value.Parent);
            case IAwaitOperation awaited:
                return Takes(awaited);
            case IPropertyReferenceOperation { Property.Name: "Result" } result:
                return Takes(result);
            case IPropertyReferenceOperation { Property.Name: "Task", Type: var type } operation when IsNested(type):
                return Reaches(operation);
            case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status" or "Exception" or "Id" } or IExpressionStatementOperation or INameOfOperation:
                return false;
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return false;
            case IInvocationOperation call when call.Instance == value:
                return call.TargetMethod.Name switch
                {
                    "GetResult" => Takes(call),
                    "Wait" => Loses(call),
                    "ContinueWith" => Continues(call),
                    var name => !TaskNames.SameTask.Contains(name) || Reaches(call),
                };
            case IArgumentOperation { Parent: IInvocationOperation call } when IsNested(call.Type):
                return Reaches(call); // WhenAll, ToArray, and the like.
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } }:
                return Reaches(local);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { IsRef: false } local }, Parent: IExpressionStatementOperation } assignment when assignment.Value == value:
                return Reaches(local);
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field }, Parent: IExpressionStatementOperation } assignment when assignment.Value == value && IsNested(field.Type):
                return Reaches(field);
            case IReturnOperation when Asker(value) is { } asker && IsNested(asker.Type):
                return Reaches(asker);
            default:
                return true;
        }
    }

    private bool Reaches(ILocalSymbol local)
    {
        if (!seen.Add(local))
            return false;

        foreach (var operation in Call.Root().Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference) && Reaches(reference))
                return true;

        return false;
    }

    /// <summary>The same for a private field, in all code that may name it.</summary>
    private bool Reaches(IFieldSymbol field)
    {
        if (!seen.Add(field) || Call.SemanticModel?.Compilation is not { } compilation)
            return false;

        foreach (var part in field.ContainingType.Outermost().DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == field.Name
                    && Engine.Of(compilation).Model(part.SyntaxTree).GetOperation(node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node) is IFieldReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, field.OriginalDefinition)
                    && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference) && Reaches(reference))
                    return true;

        return false;
    }

    /// <summary>True where somebody uses what came out of the outer task.</summary>
    private bool Takes(IOperation inner) => inner.IsDropped() ? Loses(inner)
        : inner.Parent is not IReturnOperation || Asker(inner) is not { } asker || !IsNested(asker.Type) || Reaches(asker);

    /// <summary>True where the continuation of the outer task uses its result, or cannot be seen.</summary>
    private bool Continues(IInvocationOperation continuation)
    {
        if (continuation.Arguments.Length == 0 || continuation.Arguments[0].Value.Unwrapped() is not IAnonymousFunctionOperation { Symbol.Parameters: [var ended, ..] } lambda)
            return true;

        foreach (var operation in lambda.Body.Descendants())
            if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, ended) && Reaches(reference))
                return true;

        return Loses(continuation);
    }

    private bool Loses(IOperation place)
    {
        Lost ??= place;
        return false;
    }

    /// <summary>False for a task that is kept in a variable nobody looks at.</summary>
    private static bool IsUsed(IConversionOperation conversion) =>
        conversion.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
        || conversion.Root().Descendants().Any(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));

    /// <summary>The call that is handed the lambda around a value.</summary>
    private static IInvocationOperation? Asker(IOperation value) =>
        value.EnclosingFunction() is IAnonymousFunctionOperation lambda && lambda.User() is IArgumentOperation { Parent: IInvocationOperation call } ? call : null;

    /// <summary>True for a task of a task, or of several, and for a sequence of such.</summary>
    private static bool IsNested(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsNested(array.ElementType),
        INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" or "DispatcherOperation" } task => task.TypeArguments[0] is var inner && (inner.IsTask() || inner is IArrayTypeSymbol { ElementType: var element } && element.IsTask()),
        INamedTypeSymbol { Arity: 1 } sequence => IsNested(sequence.TypeArguments[0]),
        _ => false,
    };

    /// <summary>True for a task without a result, and for a sequence of such.</summary>
    private static bool IsPlain(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsPlain(array.ElementType),
        INamedTypeSymbol { Arity: 0 } task => task.IsTask(),
        INamedTypeSymbol { Arity: 1 } sequence => !sequence.IsTask() && IsPlain(sequence.TypeArguments[0]),
        _ => false,
    };
}
