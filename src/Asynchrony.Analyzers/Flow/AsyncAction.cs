using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>An async lambda or method that becomes a delegate which returns nothing, and who takes it.</summary>
internal sealed class AsyncAction
{
    private const int Steps = 8;

    private readonly Compilation compilation;
    private readonly Context context;
    private readonly Table runsDelegate;
    private readonly bool keepsExceptions;
    private readonly CancellationToken cancellation;
    private int steps;

    private AsyncAction(IOperation function, bool keepsExceptions, Compilation compilation, Context context, Table runsDelegate, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        Function = function;
        this.keepsExceptions = keepsExceptions;
        this.compilation = compilation;
        this.context = context;
        this.runsDelegate = runsDelegate;
    }

    /// <summary>The lambda, or the reference that names a method.</summary>
    public IOperation Function { get; }

    /// <summary>The name of what takes it: a member, a parameter's method, a variable.</summary>
    public string Taker { get; private set; } = "";

    /// <summary>
    /// Null for any other function; where nothing is awaited; where somebody else asks for a delegate that returns nothing, as events do and
    /// libraries that have no other way; where no exception gets out and nobody waits; and where the author writes a cast to such a delegate,
    /// the return type of the lambda, or a name that says so: then it is no mistake.
    /// </summary>
    public static AsyncAction? Of(IOperation function, Compilation compilation, Context context, Table runsDelegate, CancellationToken cancellation)
    {
        var body = function switch
        {
            IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true }, Body: var inner } => inner,
            IMethodReferenceOperation { Method: { IsAsync: true, ReturnsVoid: true } method } => method.Body(compilation, cancellation),
            _ => null,
        };

        if (body is null || IsMeant(function.Syntax) || function.IsCalledBack(context) || !body.DescendantsHere().Any(OwnExceptions.IsAwait))
            return null;

        var action = new AsyncAction(function, body.KeepsExceptions(), compilation, context, runsDelegate, cancellation);
        return action.IsLost(function) ? action : null;
    }

    private static bool IsMeant(SyntaxNode function)
    {
        var whole = function;
        while (whole.Parent is ParenthesizedExpressionSyntax)
            whole = whole.Parent;
        return function is ParenthesizedLambdaExpressionSyntax { ReturnType: not null } || whole.Parent is CastExpressionSyntax
            || whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } } && name.IndexOf("asyncVoid", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>True where the value is taken by somebody who could have asked for a task.</summary>
    private bool IsLost(IOperation value)
    {
        if (steps++ > Steps)
            return false;

        switch (value.User())
        {
            case IArgumentOperation { Parameter: { } parameter, Parent: { } call }:
                return IsLostIn(call, parameter);
            case IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray, Parameter: { } parameter, Parent: { } call } } }:
                return IsLostIn(call, parameter);
            case IConditionalOperation or ICoalesceOperation when value.User() is { } choice:
                return IsLost(choice);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsLostIn(local, value);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Parent: IExpressionStatementOperation }:
                return IsLostIn(local, value);
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } }:
                return IsOwn(member, member.Name);
            case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                return IsOwn(field, field.Name);
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                return IsOwn(property, property.Name);
            default:
                return false;
        }
    }

    private bool IsLostIn(IOperation call, IParameterSymbol parameter)
    {
        if (((call as IInvocationOperation)?.TargetMethod ?? (call as IObjectCreationOperation)?.Constructor) is not { } method)
            return false;

        Taker = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        if (WorkKinds.Of(runsDelegate.Find(method)) is { } runsOn)
            return runsOn is WorkKind.Parallel or WorkKind.Here || runsOn == WorkKind.Task && !(keepsExceptions && call.IsDropped()) && !AsyncOnThread.AsksForThread(call); // Threads and work items of their own do not wait either, but for another reason.

        return !keepsExceptions && !context.IsCommand(method.ContainingType)
            && (method.DeclaringSyntaxReferences.IsEmpty ? HasOtherWay(method) : IsAction(parameter.Type) && !parameter.IsRegistration() && !HandsOn(method, parameter));
    }

    /// <summary>True for a method that does nothing with what it takes but hand it to somebody who asks for no result: a timer, an event.</summary>
    private bool HandsOn(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (steps++ > Steps)
            return false;

        var isUsed = false;
        foreach (var operation in method.Body(compilation, cancellation)?.Descendants() ?? [])
            if (operation is IParameterReferenceOperation { Parameter: var used } && SymbolEqualityComparer.Default.Equals(used, parameter.OriginalDefinition))
            {
                isUsed = true;
                if (!(operation.Parent is IMethodReferenceOperation invoke ? invoke : operation).IsCalledBack(context) && !IsHandedOn(operation))
                    return false;
            }

        return isUsed;
    }

    private bool IsHandedOn(IOperation value) => value.User() is IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var taker } }
        && (taker.DeclaringSyntaxReferences.IsEmpty ? runsDelegate.Find(taker).IsEmpty && !HasOtherWay(taker) : HandsOn(taker, parameter));

    /// <summary>True where one of the uses of a local loses what the function returns.</summary>
    private bool IsLostIn(ILocalSymbol local, IOperation value)
    {
        if (!IsAction(local.Type))
            return false;

        var found = false;
        foreach (var operation in value.Root().Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                if (reference.User() is IEventAssignmentOperation)
                    return false;
                if (!found && !reference.IsWritten())
                    found = reference.User() is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call && call.Instance?.Unwrapped() == reference ? !keepsExceptions : IsLost(reference);
            }

        Taker = local.Name;
        return found;
    }

    private bool IsOwn(ISymbol member, string name)
    {
        Taker = name;
        return !keepsExceptions && !member.DeclaringSyntaxReferences.IsEmpty && !member.IsOverride
            && (member as IFieldSymbol)?.Type is var field && IsAction(field ?? (member as IPropertySymbol)?.Type);
    }

    /// <summary>
    /// True for the general delegates that return nothing, and those that this compilation declares, unless they are handlers by their names or by
    /// what they take: their authors could ask for a task.
    /// </summary>
    private static bool IsAction(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsAction(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } made => !invoke.TakesEvent() && (made is { Name: "Action", ContainingNamespace.Name: "System" } || !made.DeclaringSyntaxReferences.IsEmpty && !made.Name.EndsWith("Handler", StringComparison.Ordinal) && !made.Name.EndsWith("Callback", StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>True where a library takes a function that returns a task as well, by the same name or by that with Async.</summary>
    private bool HasOtherWay(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Constructor)
            return method.ContainingType.InstanceConstructors.Any(TakesTask);

        for (var type = (method.ReducedFrom ?? method).ContainingType; type is not null; type = type.BaseType)
            if (type.GetMembers(method.Name).Concat(type.GetMembers($"{method.Name}Async")).OfType<IMethodSymbol>().Any(TakesTask))
                return true;

        return false;
    }

    private bool TakesTask(IMethodSymbol other) => compilation.IsSymbolAccessibleWithin(other, compilation.Assembly)
        && other.Parameters.Any(parameter => parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && invoke.ReturnType.IsTask());
}
