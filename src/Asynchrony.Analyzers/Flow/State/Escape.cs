using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A collection that a lock guards and that callers get from a member as it is, or as something that goes through it later; or that a local keeps,
/// which is gone through when the lock has been given back.
/// </summary>
internal sealed class Escape
{
    private Escape(StateUse use, Guard guard, bool isLater, KeptBehind? kept = null)
    {
        Use = use;
        Guard = guard;
        IsLater = isLater;
        Kept = kept;
    }

    /// <summary>The local that has the collection behind the lock; null where callers get it.</summary>
    public KeptBehind? Kept { get; }

    public StateUse Use { get; }

    public Guard Guard { get; }

    /// <summary>True where the caller gets something that goes through the collection when it is enumerated.</summary>
    public bool IsLater { get; }

    public static IEnumerable<Escape> Of(VariableState variable, TypeState state)
    {
        if (!variable.IsCollection || variable.Type is IArrayTypeSymbol || !variable.IsChangedInPlace || Guard.Of(variable, state) is not { } guard)
            yield break;

        foreach (var use in variable.Shared)
            if (use.Function is null && use.Member is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } && !Guard.IsBeforeOrAfter(use.Member) && !use.At.IsForeign() && !IsShown(guard, use.Member)
                && HowReturned(use.At, state) is { } isLater)
                yield return new Escape(use, guard, isLater);
            else if (!Guard.IsBeforeOrAfter(use.Member) && KeptBehind.Of(use, guard, variable, state) is { } kept)
                yield return new Escape(use, guard, isLater: false, kept);
    }

    /// <summary>A lock that those who call the member can take: they may hold it while they use what they get.</summary>
    private static bool IsShown(Guard guard, ISymbol member) => guard.Lock.Members is [.., var gate]
        && gate.DeclaredAccessibility is not Accessibility.Private && !(gate.DeclaredAccessibility is Accessibility.Internal && member.DeclaredAccessibility is Accessibility.Public);

    /// <summary>False for the collection itself or a view of it, true for a query that has not begun; null where nothing of it is returned.</summary>
    private static bool? HowReturned(IOperation collection, TypeState state)
    {
        var (value, isLater) = (collection, false);
        for (var steps = 0; steps < 8; steps++)
            switch (value.User())
            {
                case IReturnOperation { Kind: OperationKind.Return }:
                    return isLater;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } kept when kept.Value.Unwrapped() == value && IsReturned(local, kept):
                    return isLater;
                case IPropertyReferenceOperation { Property: { IsIndexer: false } shown } view when view.Instance?.Unwrapped() == value && state.IsView(shown, value) && !isLater:
                    value = view;
                    break;
                case IInvocationOperation { TargetMethod: var shown } call when call.Instance?.Unwrapped() == value && state.IsView(shown, value):
                    value = call;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ReturnType.Name: "IEnumerable" or "IOrderedEnumerable" } method } query } argument
                    when method.ContainingType.Name == "Enumerable" ? argument.Parameter?.OriginalDefinition.Type.Name == "IEnumerable" : query.Arguments[0] == argument && IsQuery(method, state):
                    (value, isLater) = (query, true);
                    break;
                default:
                    return null;
            }

        return null;
    }

    /// <summary>True where the function returns a local to which it gives nothing else but null before.</summary>
    public static bool IsReturned(ILocalSymbol local, ISimpleAssignmentOperation kept)
    {
        var isReturned = false;
        foreach (var step in (kept.EnclosingFunction() ?? kept.Root()).DescendantsHere())
            if (step is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local))
            {
                if (use.IsWritten() && use.Parent != kept)
                    return false;
                isReturned |= use.Syntax.SpanStart > kept.Syntax.SpanStart && use.User() is IReturnOperation { Kind: OperationKind.Return };
            }
            else if (step is IVariableDeclaratorOperation { Symbol: var declared, Initializer.Value: var first } && SymbolEqualityComparer.Default.Equals(declared, local) && first.Unwrapped() is not (ILiteralOperation or IDefaultValueOperation))
                return false;
        return isReturned;
    }

    /// <summary>True for a method of the project that does nothing yet with what it extends: an iterator, or a query over it.</summary>
    private static bool IsQuery(IMethodSymbol method, TypeState state) => (method.ReducedFrom ?? method).DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } syntax
        && (syntax.Body?.DescendantNodes().Any(node => node is YieldStatementSyntax) == true
            || (syntax.ExpressionBody?.Expression ?? (syntax.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null)) is InvocationExpressionSyntax query && IsQueryOver(query, first.Identifier.ValueText, state));

    private static bool IsQueryOver(ExpressionSyntax expression, string name, TypeState state) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var query, Expression: var source } } => state.IsQuery(query) && IsQueryOver(source, name, state),
        _ => false,
    };
}
