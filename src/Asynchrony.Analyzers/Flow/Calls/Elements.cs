using Asynchrony.Analyzers.Flow.State;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>An element of a collection is locked while another one is.</summary>
internal readonly record struct ElementPair(SyntaxNode Outer, SyntaxNode Inner, string OuterName, string InnerName);

/// <summary>Locks that are elements of arrays and lists: which ones shows only where the indices do.</summary>
internal static class Elements
{
    /// <summary>The array or list that an expression takes an element of.</summary>
    public static ISymbol? CollectionOf(IOperation element) => element.Unwrapped() switch
    {
        IArrayElementReferenceOperation { ArrayReference: var array } => array.Named(),
        IPropertyReferenceOperation { Arguments.Length: 1, Instance: { } list } => list.Named(),
        _ => null,
    };

    /// <summary>
    /// Nested locks of two elements in no order: one index goes round to the first element again, or both come from the caller. A function that
    /// compares is taken to bring them into one.
    /// </summary>
    public static IReadOnlyList<ElementPair> In(IOperation function, BodyLocks body)
    {
        List<ElementPair>? found = null;
        foreach (var inner in body.Survey.Locks)
            if ((inner.EnclosingFunction() ?? body.Survey.Root) == function && Element(inner, body) is { } second)
                foreach (var outer in inner.Ancestors().TakeWhile(outer => !outer.IsFunction()).OfType<ILockOperation>())
                    if (Element(outer, body) is { } first && SymbolEqualityComparer.Default.Equals(CollectionOf(first), CollectionOf(second)) && HaveNoOrder(first, second, body))
                        (found ??= []).Add(new ElementPair(outer.LockedValue.Syntax, inner.LockedValue.Syntax, first.Syntax.ToString(), second.Syntax.ToString()));
        return (IReadOnlyList<ElementPair>?)found ?? [];
    }

    private static IOperation? Element(ILockOperation statement, BodyLocks body) =>
        body.Names.Origin(statement.LockedValue) is var origin && CollectionOf(origin) is not null ? origin : null;

    private static bool HaveNoOrder(IOperation first, IOperation second, BodyLocks body)
    {
        var (one, other) = (Index(first, body), Index(second, body));
        return one is not null && other is not null && one.Syntax.ToString() != other.Syntax.ToString()
            && (GoesRound(one) || GoesRound(other) || one.Unwrapped() is IParameterReferenceOperation && other.Unwrapped() is IParameterReferenceOperation);
    }

    private static IOperation? Index(IOperation element, BodyLocks body) => element.Unwrapped() switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } => body.Names.Origin(index),
        IPropertyReferenceOperation { Arguments: [{ Value: var index }] } => body.Names.Origin(index),
        _ => null,
    };

    private static bool GoesRound(IOperation index) => index.Syntax.DescendantNodesAndSelf().Any(part => part.IsKind(SyntaxKind.ModuloExpression));
}
