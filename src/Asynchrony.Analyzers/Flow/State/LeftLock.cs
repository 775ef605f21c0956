using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A change of a variable that a function has looked at under a lock, to find out whether it may go on, and makes when it has given the lock
/// back: another thread looks in between and goes on too.
/// </summary>
internal sealed record LeftLock(StateUse Change, IOperation Test, AccessPath Lock)
{
    /// <summary>The first in each member; none that is made under any lock.</summary>
    public static IEnumerable<LeftLock> Of(VariableState variable, TypeState state)
    {
        if (!state.TakesLocks)
            yield break;

        HashSet<ISymbol>? members = null;
        foreach (var use in variable.Uses)
            if (use.IsChange && !use.Is(UseKind.Atomic) && !use.IsConstruction && use.Locks.IsEmpty && !use.MayBeLocked && !use.At.IsForeign() && (members is null || !members.Contains(use.Member))
                && Before(use, variable) is { } found && !SpannedUpdate.Of(variable).Any(update => update.Write == use))
            {
                (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member);
                yield return found;
            }
    }

    private static LeftLock? Before(StateUse change, VariableState variable)
    {
        var inner = change.At;
        for (var outer = inner.Parent; outer is not null && !inner.IsFunction(); inner = outer, outer = outer.Parent)
            if (outer is IBlockOperation block)
                foreach (var statement in block.Operations)
                    if (statement == inner)
                        break;
                    else if (statement is ILockOperation locked && In(locked, change, variable) is { } found)
                        return found;
        return null;
    }

    /// <summary>A branch under the lock that leaves because of the variable. Whoever changes anything there may have taken it, as a flag does, and keeps others out.</summary>
    private static LeftLock? In(ILockOperation locked, StateUse change, VariableState variable)
    {
        LeftLock? found = null;
        foreach (var part in locked.Body.DescendantsHere())
            if (part is IConditionalOperation { WhenFalse: null } branch && found is null && LeavesFunction(branch.WhenTrue))
            {
                foreach (var use in variable.Uses)
                    if (use.Is(UseKind.Read | UseKind.ReadsContent) && !use.IsChange && !use.Locks.IsEmpty && (branch.Condition.Contains(use.At) || AsksFor(branch.Condition, use)))
                        found = new LeftLock(change, branch.Condition, use.Locks[0].Lock);
            }
            else if (part is IMemberReferenceOperation && part.IsWritten())
                return null;
        return found;
    }

    /// <summary>True where the condition asks a member of the same object that reads the variable for it.</summary>
    private static bool AsksFor(IOperation condition, StateUse use)
    {
        if (use.Member is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private } member || use.Function is not null)
            return false;

        foreach (var part in condition.DescendantsAndSelf())
            if (part is IInvocationOperation { TargetMethod: var called } && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, member.OriginalDefinition)
                || part is IPropertyReferenceOperation { Property: var property } && SymbolEqualityComparer.Default.Equals(property.OriginalDefinition, member.AssociatedSymbol))
                return true;
        return false;
    }

    private static bool LeavesFunction(IOperation statement) => statement switch
    {
        IBlockOperation { Operations: [.., var last] } => LeavesFunction(last),
        IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };
}
