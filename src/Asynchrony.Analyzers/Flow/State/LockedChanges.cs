using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A read of a plain collection that takes no lock, where every change of the collection holds one of the same object or type: the lock keeps two
/// changes apart, and not the reader from what is half changed. Too few uses hold it for a <see cref="Guard"/>.
/// </summary>
internal sealed record LockedChanges(StateUse Read, AccessPath Lock, IReadOnlyList<StateUse> Locked)
{
    /// <summary>The first in each member.</summary>
    public static IEnumerable<LockedChanges> Of(VariableState variable, TypeState state, ImmutableArray<string> words)
    {
        if (!state.TakesLocks || !variable.IsCollection || variable.Type is IArrayTypeSymbol || !words.Contains("alone") || LockOfChanges(variable, state) is not { } path)
            yield break;

        var locked = variable.Uses.Where(use => !use.IsConstruction && Holds(use, path)).ToList();
        if (locked.Count < 2 && !variable.Variable.IsStatic && !IsItself(path, variable))
            yield break;

        HashSet<ISymbol>? members = null;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.ReadsContent | UseKind.Enumerates) && !use.IsConstruction && use.IsBare && !use.Counts && !use.IsAsserted && !use.At.IsForeign() && !IsOfPlace(use) && !Guard.IsBeforeOrAfter(use.Member)
                && use.Member is not IMethodSymbol { IsOverride: true, Name: "ToString" or "Equals" or "GetHashCode" } && Guard.IsSure(use, state) && (state.IsReachedByCallers(use) || state.RunsOn(use) is not null)
                && !state.IsTakenUnder(use, path) && !use.IsLeftUnlocked && !state.IsForOneThread(use)
                && (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member))
                yield return new LockedChanges(use, path, locked);
    }

    /// <summary>The lock that every change holds, one of which comes while the object is in use; null where one may do without.</summary>
    private static AccessPath? LockOfChanges(VariableState variable, TypeState state)
    {
        AccessPath? found = null;
        var isInUse = false;
        foreach (var use in variable.Uses)
            if (use.IsChange && !use.IsConstruction && !use.Is(UseKind.Atomic))
            {
                found ??= use.Locks.Select(held => held.Lock).FirstOrDefault(path => Guard.IsOwn(path, variable.Variable, state.Type));
                if (found is null || !Holds(use, found))
                    return null;
                isInUse |= use.Is(UseKind.ChangesContent) && !Guard.IsBeforeOrAfter(use.Member);
            }

        return isInUse ? found : null;
    }

    private static bool Holds(StateUse use, AccessPath path) => use.Locks.Any(held => held.Lock.Equals(path));

    private static bool IsItself(AccessPath path, VariableState variable) => path.Members is [.., var own] && SymbolEqualityComparer.Default.Equals(own.OriginalDefinition, variable.Variable);

    /// <summary>True for the element at a place of a list: who knows the place often knows that it is there.</summary>
    private static bool IsOfPlace(StateUse use) => use.At.User() is IPropertyReferenceOperation { Property: { IsIndexer: true, Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }], ContainingType.Name: "List" or "ArrayList" or "IList" } };
}
