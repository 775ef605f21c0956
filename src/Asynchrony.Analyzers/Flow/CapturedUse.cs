namespace Asynchrony.Analyzers.Flow;

/// <summary>A read or write of a local or parameter in a function, or in a local function that it calls.</summary>
internal sealed class CapturedUse
{
    private CapturedUse(ISymbol variable, IOperation at, IOperation happens)
    {
        Variable = variable;
        At = at;
        Happens = happens;
        IsWrite = at.IsWritten();
        IsRead = at.IsRead();
    }

    public ISymbol Variable { get; }

    /// <summary>The reference.</summary>
    public IOperation At { get; }

    /// <summary>What the function does when it happens: the reference, the assignment to it, the call that leads to it.</summary>
    public IOperation Happens { get; }

    public bool IsWrite { get; }

    public bool IsRead { get; }

    /// <summary>True for an argument of Interlocked and Volatile.</summary>
    public bool IsAtomic => At.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var api } } && api.IsAtomic();

    /// <summary>True where it happens inside a lock statement of its function.</summary>
    public bool IsLocked => At.Ancestors().TakeWhile(outer => !outer.IsFunction()).Concat(Happens.Ancestors().TakeWhile(outer => !outer.IsFunction())).Any(outer => outer is ILockOperation);

    /// <summary>The variable that a reference names, if it can be captured and is no other name for something else.</summary>
    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: { IsConst: false, IsRef: false } local, IsDeclaration: false } => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => parameter,
        _ => null,
    };

    /// <summary>What a function does itself and by the local functions that it calls, in the order of the text; what its lambdas do, they do when somebody likes.</summary>
    public static IEnumerable<CapturedUse> In(IOperation function, Func<ISymbol, bool> wanted)
    {
        foreach (var operation in function.DescendantsHere())
        {
            if (operation.Parent is INameOfOperation)
                continue;
            if (VariableOf(operation) is { } variable && wanted(variable))
                yield return new CapturedUse(variable, operation, EventOf(operation));
            else if (operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call && Callee(call) is { } callee && callee != function)
                foreach (var inner in callee.DescendantsHere())
                    if (inner.Parent is not INameOfOperation && VariableOf(inner) is { } used && wanted(used) && !CapturedVariable.IsInside(used, callee.Syntax))
                        yield return new CapturedUse(used, inner, call);
        }
    }

    /// <summary>What functions do that a function returns: they run when it is over, and somebody likes. One that waits for anything knows what it waits for.</summary>
    public static IEnumerable<CapturedUse> InReturned(IOperation function, Func<ISymbol, bool> wanted, Func<IOperation, bool> waits)
    {
        foreach (var operation in function.DescendantsHere())
            if (operation is IReturnOperation { ReturnedValue: { Type.TypeKind: TypeKind.Delegate } value } && Handover.BodyOf(value) is { } returned && !returned.Descendants().Any(waits))
                foreach (var inner in returned.DescendantsHere())
                    if (inner.Parent is not INameOfOperation && VariableOf(inner) is { } used && wanted(used))
                        yield return new CapturedUse(used, inner, value.Unwrapped());
    }

    private static ILocalFunctionOperation? Callee(IInvocationOperation call) => call.Root().Descendants().OfType<ILocalFunctionOperation>()
        .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, call.TargetMethod.OriginalDefinition));

    /// <summary>A variable is written when its new value is there, which is later than where it is named.</summary>
    private static IOperation EventOf(IOperation reference)
    {
        if (!reference.IsWritten())
            return reference;

        var written = reference.Parent!;
        while (written is ITupleOperation or IDeclarationExpressionOperation or IArgumentOperation)
            written = written.Parent!;
        return written;
    }
}
