using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A local that gets a guarded collection, a view of it or a collection that is an element of it under the lock, and is gone through when the
/// lock has been given back, while other code changes the collection under the lock.
/// </summary>
/// <param name="Walk">Where it is gone through.</param>
/// <param name="IsElement">True where it is an element of the guarded collection.</param>
internal sealed record KeptBehind(IOperation Walk, bool IsElement)
{
    public static KeptBehind? Of(StateUse use, Guard guard, VariableState variable, TypeState state)
    {
        if (use.At.IsForeign() || !use.Locks.Any(held => held.Lock.Equals(guard.Lock)) || use.At.Ancestors().FirstOrDefault(outer => outer is ILockOperation || outer.IsFunction()) is not ILockOperation locked)
            return null;

        var (local, isElement) = LocalOf(use.At, state);
        if (local is null || locked.Body.DescendantsHere().Any(part => part is IVariableDeclaratorOperation { Symbol: var declared } && SymbolEqualityComparer.Default.Equals(declared, local)))
            return null;

        // What takes the place of a collection under the lock leaves the old one to who took it.
        foreach (var other in variable.Uses)
            if (other.Is(UseKind.Write) && !other.IsConstruction || isElement && IsTakenOut(other, state))
                return null;

        return WalkBehind(local, locked) is { } walk && (!isElement || IsChangedUnder(guard, local.Type, variable, state)) ? new KeptBehind(walk, isElement) : null;
    }

    /// <summary>The local that gets the collection, or an element that is asked for by its key.</summary>
    private static (ILocalSymbol? Local, bool IsElement) LocalOf(IOperation collection, TypeState state)
    {
        switch (collection.User())
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value.Unwrapped() == collection:
                return (local, false);
            case IPropertyReferenceOperation { Property: { IsIndexer: false } shown } view when state.IsView(shown, collection) && view.User() is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                return (local, false);
            case IPropertyReferenceOperation { Property.IsIndexer: true } element when element.User() is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment && assignment.Value.Unwrapped() == element:
                return (local, true);
            case IInvocationOperation { Arguments: [_, { Parameter.RefKind: RefKind.Out, Value: ILocalReferenceOperation { Local: var local } }] } asked when state.Does(asked, "asks"):
                return (local, true);
            default:
                return (null, false);
        }
    }

    /// <summary>The loop or query behind the lock that goes through the local, itself under no lock.</summary>
    private static IOperation? WalkBehind(ILocalSymbol local, ILockOperation locked)
    {
        foreach (var part in (locked.EnclosingFunction() ?? locked.Root()).DescendantsHere())
            if (part is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local) && use.Syntax.SpanStart > locked.Syntax.Span.End)
            {
                if (use.IsWritten())
                    return null;
                if ((use.User() is IForEachLoopOperation || use.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } } }) && !use.Ancestors().Any(outer => outer is ILockOperation))
                    return use;
            }

        return null;
    }

    /// <summary>True where an element is taken out as a whole: who does so may have it for himself.</summary>
    private static bool IsTakenOut(StateUse use, TypeState state) => use.At.User() is IInvocationOperation { TargetMethod.Parameters: [_, { RefKind: RefKind.Out }] } && state.Does(use, "takes");

    /// <summary>True where other code changes such an element under the lock.</summary>
    private static bool IsChangedUnder(Guard guard, ITypeSymbol type, VariableState variable, TypeState state)
    {
        foreach (var body in state.Bodies)
            foreach (var call in body.Survey.Calls)
                if (call.Instance?.Unwrapped() is { } changed && SymbolEqualityComparer.Default.Equals(changed.Type?.WithNullableAnnotation(NullableAnnotation.None), type.WithNullableAnnotation(NullableAnnotation.None))
                    && (changed is ILocalReferenceOperation || changed is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner } && SymbolEqualityComparer.Default.Equals(owner.Named()?.OriginalDefinition, variable.Variable))
                    && body.Around(call).Surely.Any(held => held.Lock.Equals(guard.Lock)) && state.Changes(call))
                    return true;
        return false;
    }
}
