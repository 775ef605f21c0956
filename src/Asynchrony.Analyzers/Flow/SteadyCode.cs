using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Code of the project that throws nothing, seen through its calls: short methods that nothing replaces and that call only what is listed as
/// steady, or what is as short and steady itself. What begins work elsewhere is steady as well: its exceptions are those of that work. Bound
/// only where a candidate asks.
/// </summary>
internal sealed class SteadyCode(Compilation compilation, Table steady, CancellationToken cancellation)
{
    /// <summary>How far calls are followed.</summary>
    private const int Deepest = 3;

    /// <summary>A method with more text does more than move values about.</summary>
    private const int Longest = 3_000;

    /// <summary>So many bodies are looked at for one function: another one may throw.</summary>
    private const int Most = 100;

    private Dictionary<IMethodSymbol, bool>? known;
    private int looked;

    public bool Is(IOperation operation)
    {
        if (operation.IsImplicit)
            return Is(operation, Deepest);
        if ((operation switch { IInvocationOperation { TargetMethod: var called } => called, IObjectCreationOperation { Constructor: { } constructor } => constructor, _ => null }) is not { } method)
            return false;
        if (!(known ??= new(SymbolEqualityComparer.Default)).TryGetValue(method, out var answer))
            known[method] = answer = Is(operation, Deepest);
        return answer;
    }

    private bool Is(IOperation operation, int depth) => operation.IsSteady(steady) || operation switch
    {
        // What a loop over a collection does by itself: whose code that is shows where it begins.
        IInvocationOperation { IsImplicit: true, TargetMethod.Name: "GetEnumerator", Instance: { } items } => IsHeld(items.Unwrapped().Type),
        IInvocationOperation { IsImplicit: true, TargetMethod.Name: "MoveNext" or "Dispose" } => true,
        IInvocationOperation { TargetMethod: var method } => IsFixed(method) && (IsShort(method, depth) || BeginsWork(method, Deepest)),
        IObjectCreationOperation { Constructor: { } constructor } => IsShort(constructor, depth),
        _ => false,
    };

    private bool IsShort(IMethodSymbol method, int depth) =>
        depth > 0 && !method.IsAsync && method.DeclaringSyntaxReferences is [var declared] && declared.Span.Length <= Longest && ++looked <= Most
        && method.Body(compilation, cancellation) is { } body && body.DescendantsHere().All(step => IsQuiet(step, depth - 1) || OwnExceptions.IsCaught(step, body));

    private bool IsQuiet(IOperation step, int depth) => step switch
    {
        IInvocationOperation or IObjectCreationOperation => Is(step, depth),
        IThrowOperation or IInvalidOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation => false,
        IForEachLoopOperation { Collection: var items } => IsHeld(items.Unwrapped().Type),
        IReturnOperation { Kind: OperationKind.YieldReturn } => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder, RightOperand: var divisor, Type.SpecialType: not (SpecialType.System_Double or SpecialType.System_Single) } => divisor.ConstantValue.HasValue,
        IConversionOperation { IsChecked: true } => false,
        _ => !step.IsAwait(),
    };

    /// <summary>True for what holds all that it has: going through it calls nobody's code.</summary>
    private static bool IsHeld(ITypeSymbol? type) => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } or INamedTypeSymbol { TypeKind: not TypeKind.Interface, ContainingNamespace: { Name: "Generic" or "Concurrent" or "Immutable", ContainingNamespace.Name: "Collections" } };

    private static bool IsFixed(IMethodSymbol method) => !method.IsExtern && method.MethodKind != MethodKind.DelegateInvoke && (!(method.IsVirtual || method.IsAbstract || method.IsOverride) || method.IsSealed || method.ContainingType.IsSealed);

    /// <summary>True for a method without a result that is given a delegate and hands it to the pool, or to another such method.</summary>
    private bool BeginsWork(IMethodSymbol method, int depth) =>
        depth > 0 && method is { ReturnsVoid: true, IsAsync: false } && method.Parameters.Any(IsDelegate) && method.Body(compilation, cancellation) is { } body
        && body.DescendantsHere().Any(step => step is IInvocationOperation { TargetMethod: var called } && called.Parameters.Any(IsDelegate)
            && (called is { Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem", ContainingType.Name: "ThreadPool" } || BeginsWork(called, depth - 1)));

    private static bool IsDelegate(IParameterSymbol parameter) => parameter.Type.TypeKind == TypeKind.Delegate;
}
