using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A lambda that is run by others and captures nothing, or only values that whoever takes it could take with it: variables that are
/// assigned once, where an overload hands a value to the lambda.
/// </summary>
internal sealed class FreeLambda
{
    private FreeLambda(Handover handover, IAnonymousFunctionOperation lambda, ImmutableArray<ISymbol> captured)
    {
        Handover = handover;
        Lambda = lambda;
        Captured = captured;
    }

    public Handover Handover { get; }

    public IAnonymousFunctionOperation Lambda { get; }

    /// <summary>The variables that it could be given.</summary>
    public ImmutableArray<ISymbol> Captured { get; }

    public static IReadOnlyList<FreeLambda> In(Survey survey, Table runsDelegate)
    {
        List<FreeLambda>? all = null;
        foreach (var handover in survey.Handovers(runsDelegate))
            if (handover is { RunsOn: not WorkKind.Here, IsOfQuery: false, IsOfWorker: false } && handover.Body is IAnonymousFunctionOperation { Symbol.IsStatic: false } lambda && !lambda.IsImplicit && CapturedBy(lambda) is { } captured
                && (captured.IsEmpty || TakesState(handover.Api) && captured.All(variable => IsValue(variable, lambda))))
                (all ??= []).Add(new FreeLambda(handover, lambda, captured));
        return (IReadOnlyList<FreeLambda>?)all ?? [];
    }

    /// <summary>The variables of functions around; null where the object itself is captured, or what is not understood.</summary>
    private static ImmutableArray<ISymbol>? CapturedBy(IAnonymousFunctionOperation lambda)
    {
        var found = ImmutableArray<ISymbol>.Empty;
        foreach (var part in lambda.Body.Descendants())
            switch (part)
            {
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } or IInvalidOperation or IDynamicInvocationOperation:
                case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction, IsStatic: false } called } when !CapturedVariable.IsInside(called, lambda.Syntax):
                case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction, IsStatic: false } named } when !CapturedVariable.IsInside(named, lambda.Syntax):
                    return null;
                case ILocalReferenceOperation or IParameterReferenceOperation when part.Named() is { } variable && !CapturedVariable.IsInside(variable, lambda.Syntax) && variable is not ILocalSymbol { IsConst: true }:
                    if (!found.Contains(variable, SymbolEqualityComparer.Default))
                        found = found.Add(variable);
                    break;
            }

        return found;
    }

    /// <summary>True where the same method has an overload that gives a value of any type to the delegate.</summary>
    private static bool TakesState(IMethodSymbol api) => api is { IsGenericMethod: false } && api.ContainingType.GetMembers(api.Name).Any(member =>
        member is IMethodSymbol { TypeParameters: [var state], Parameters: [{ Type: INamedTypeSymbol { TypeKind: TypeKind.Delegate, TypeArguments: [var taken] } }, { Type: var given }, ..] }
        && SymbolEqualityComparer.Default.Equals(taken, state) && SymbolEqualityComparer.Default.Equals(given, state));

    /// <summary>True for a variable that has its only value before the lambda is made.</summary>
    private static bool IsValue(ISymbol variable, IAnonymousFunctionOperation lambda) => variable is ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None }
        && !lambda.Root().Descendants().Any(other => other is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(other.Named(), variable) && other.IsWritten());
}
