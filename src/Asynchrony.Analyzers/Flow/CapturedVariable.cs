namespace Asynchrony.Analyzers.Flow;

/// <summary>A local variable of the caller that a body uses.</summary>
internal sealed class CapturedVariable
{
    private CapturedVariable(ILocalSymbol local, ILocalReferenceOperation firstRead)
    {
        Local = local;
        FirstRead = firstRead;
    }

    public ILocalSymbol Local { get; }

    public ILocalReferenceOperation FirstRead { get; }

    /// <summary>
    /// The captured locals that the body only reads, for their value: not those it writes, passes by ref, or polls in the condition of a
    /// loop or as an argument of Volatile or Interlocked, where sharing the variable is the purpose.
    /// </summary>
    public static IReadOnlyList<CapturedVariable> ReadOnlyIn(IOperation body)
    {
        var found = new List<CapturedVariable>();

        foreach (var uses in body.Descendants().OfType<ILocalReferenceOperation>()
            .Where(reference => reference.Parent is not INameOfOperation && IsOutside(reference.Local, body))
            .GroupBy<ILocalReferenceOperation, ISymbol>(reference => reference.Local, SymbolEqualityComparer.Default))
        {
            if (!uses.Any(use => use.IsWritten() || IsPolled(use, body)))
                found.Add(new CapturedVariable((ILocalSymbol)uses.Key, uses.First()));
        }

        return found;
    }

    /// <summary>The writes of the same function, in loops around an operation, to a local that is declared outside the iteration.</summary>
    public static IReadOnlyList<IOperation> WritesByLoopsAround(IOperation operation, ILocalSymbol local)
    {
        ILoopOperation? outermost = null;
        for (var loop = operation.EnclosingLoop(); loop is not null; loop = loop.EnclosingLoop())
            if (!IsNewInEachRound(local, loop))
                outermost = loop;

        return outermost is null ? [] : [.. outermost.DescendantsHere()
            .OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.IsWritten() && !IsDeclaredBy(reference, outermost))];
    }

    /// <summary>Variables of the body and of the condition are new in each round; what is evaluated once, before the first round, is not.</summary>
    public static bool IsNewInEachRound(ISymbol local, ILoopOperation loop) => IsInside(local, loop.Syntax) && !(loop switch
    {
        IForLoopOperation { Before: var before } => before.Any(part => IsInside(local, part.Syntax)),
        IForEachLoopOperation { Collection: var collection } => IsInside(local, collection.Syntax),
        _ => false,
    });

    /// <summary>The initial value of a for variable is no change.</summary>
    private static bool IsDeclaredBy(ILocalReferenceOperation reference, ILoopOperation loop) =>
        loop is IForLoopOperation { Before: var before } && before.Any(part => part.Contains(reference));

    private static bool IsPolled(ILocalReferenceOperation use, IOperation body) =>
        use.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None }
        || use.Ancestors().TakeWhile(outer => outer != body).Any(outer =>
            outer.Parent is IWhileLoopOperation loop && loop.Condition == outer || outer.Parent is IForLoopOperation { Condition: { } condition } && condition == outer);

    private static bool IsOutside(ILocalSymbol local, IOperation body) =>
        !local.IsConst && !IsInside(local, body.Syntax);

    /// <summary>True for a variable that a piece of code declares.</summary>
    public static bool IsInside(ISymbol symbol, SyntaxNode node)
    {
        foreach (var declared in symbol.DeclaringSyntaxReferences)
            if (declared.SyntaxTree == node.SyntaxTree && node.Span.Contains(declared.Span))
                return true;
        return false;
    }
}
