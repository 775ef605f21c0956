namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>
/// The initializer of a type waits for code that comes back to the type through other types, be it that their initializers wait in turn: all
/// of it waits until the first is done.
/// </summary>
internal sealed record InitializerCalls(Code Initializer, Step Wait, ImmutableArray<Step> Way)
{
    private const int MaximalDepth = 3;

    /// <summary>The call that waits until the type is initialized.</summary>
    public Step Use => Way[Way.Length - 1];

    public static IEnumerable<InitializerCalls> In(CallGraph graph)
    {
        foreach (var code in graph.Functions)
            if (code.IsConstruction && code.Member.IsStatic && HasConstructor(code.Type))
                foreach (var wait in code.Steps)
                    if (wait is { Kind: StepKind.Wait, IsBounded: false } && WayBack(wait, code.Type, graph, isFirst: true) is { } way)
                        yield return new InitializerCalls(code, wait, way);
    }

    private static ImmutableArray<Step>? WayBack(Step wait, INamedTypeSymbol type, CallGraph graph, bool isFirst)
    {
        foreach (var body in graph.BodiesOf(wait))
            if (graph.CodeOf(body is AsyncCall { Method: var method } ? method : body) is { } code && WayBack(code, body is AsyncCall, type, graph, ImmutableArray<Step>.Empty, 0) is { } way
                // What the code that is waited for does itself shows at the wait already.
                && (way.Length > 1 || body is AsyncCall || !isFirst))
                return way;
        return null;
    }

    /// <summary>The calls from some code to a member of the type, over at least one other type; what comes before an await is the waiting function's own.</summary>
    private static ImmutableArray<Step>? WayBack(Code code, bool afterAwait, INamedTypeSymbol type, CallGraph graph, ImmutableArray<Step> way, int depth)
    {
        foreach (var step in code.Steps)
        {
            if (afterAwait && !step.IsAfterAwait)
                continue;
            if (step.Kind == StepKind.Wait && depth > 0 && WayBack(step, type, graph, isFirst: false) is { } waited)
                return way.Add(step).AddRange(waited);
            if (step is not { Kind: StepKind.Call, IsConditional: false, Callee: IMethodSymbol callee })
                continue;

            if (Initializes(callee) && Is(callee.ContainingType, type) && !Is(code.Type, type))
                return way.Add(step);
            if (depth >= MaximalDepth)
                continue;
            if (Initializes(callee) && !Is(callee.ContainingType, type) && callee.ContainingType.StaticConstructors is [var constructor] && graph.CodeOf(constructor) is { } initializer
                && WayBack(initializer, false, type, graph, way.Add(step), depth + 1) is { } byInitializer)
                return byInitializer;
            if (!step.IsVirtual && graph.CodeOf(callee) is { } target && WayBack(target, false, type, graph, way.Add(step), depth + 1) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>True for a member whose call waits until its type is initialized, if that has a static constructor.</summary>
    private static bool Initializes(IMethodSymbol member) => member is { MethodKind: MethodKind.Constructor } or { IsStatic: true, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet };

    private static bool Is(INamedTypeSymbol? one, INamedTypeSymbol other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other.OriginalDefinition);

    /// <summary>Without a static constructor only the first use of a field waits.</summary>
    private static bool HasConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);
}
