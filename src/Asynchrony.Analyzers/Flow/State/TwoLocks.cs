using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A use of a variable under a lock that does not keep another one out: most of the others hold another lock of the type, or use it in one
/// step with none, or each object has a lock of its own for what all of them share. Only locks count of which nobody can have two names.
/// </summary>
internal sealed class TwoLocks
{
    private TwoLocks(StateUse use, AccessPath held, StateUse other, AccessPath? needed)
    {
        Use = use;
        Held = held;
        Other = other;
        Needed = needed;
    }

    /// <summary>The use under the rarer lock.</summary>
    public StateUse Use { get; }

    /// <summary>The lock that is held there.</summary>
    public AccessPath Held { get; }

    /// <summary>What may happen at the same time; the same use, where another object comes to it.</summary>
    public StateUse Other { get; }

    /// <summary>The lock that the other holds; null where it holds none of its own.</summary>
    public AccessPath? Needed { get; }

    /// <summary>The first of each member, in the order of the text.</summary>
    public static IEnumerable<TwoLocks> In(VariableState variable, TypeState state)
    {
        List<StateUse>? counted = null;
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.At.Parent is not ILockOperation && !use.Locks.IsEmpty && !use.MayBeLocked && !Guard.IsBeforeOrAfter(use.Member) && Guard.IsSure(use, state))
                (counted ??= []).Add(use);
        if (counted is null || IsOneWay(variable) || Place.IsOfThread(variable.Variable))
            return [];

        return counted.Exists(use => use.Locks.Any(held => !state.HasOneName(held.Lock) || HasOtherName(held.Lock, counted))) ? [] : Among(counted, variable, state);
    }

    /// <summary>True for a lock that is taken by a property here, and by the field behind it there.</summary>
    private static bool HasOtherName(AccessPath path, List<StateUse> counted) => path.Members is [var member] && TypeState.Shown(member) is { } field
        && counted.Exists(use => use.Locks.Any(held => held.Lock.Members is [var other] && SymbolEqualityComparer.Default.Equals(other, field)));

    /// <summary>True for a flag that is only ever set: whoever sets it twice, or sees it late, does no harm that a lock would prevent.</summary>
    private static bool IsOneWay(VariableState variable)
    {
        if (variable.Type.SpecialType != SpecialType.System_Boolean)
            return false;

        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.Is(UseKind.Write) && use.At.Parent is not ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } })
                return false;
        return true;
    }

    private static IEnumerable<TwoLocks> Among(List<StateUse> counted, VariableState variable, TypeState state)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var best = MostHeld(counted, state);
        foreach (var use in counted)
            if ((OfEachObject(use, variable, state) ?? BesideOneStep(use, variable) ?? (best is null ? null : Beside(use, best, counted, state))) is { } found && seen.Add(use.Member))
                yield return found;
    }

    /// <summary>A change of what all objects share, under a lock that each of them has for itself.</summary>
    private static TwoLocks? OfEachObject(StateUse use, VariableState variable, TypeState state) =>
        variable.Variable.IsStatic && use.IsChange && !use.Is(UseKind.Atomic) && use.Locks.All(held => held.Lock.Root is null) && !state.Type.InstanceConstructors.All(made => made.DeclaredAccessibility == Accessibility.Private)
            ? new TwoLocks(use, use.Locks[0].Lock, use, null)
            : null;

    /// <summary>A change in several steps under a lock, beside one that takes one step and no lock.</summary>
    private static TwoLocks? BesideOneStep(StateUse use, VariableState variable)
    {
        if (!use.Is(UseKind.Atomic) && use.Is(UseKind.Read) && use.Is(UseKind.Write))
            foreach (var other in variable.Shared)
                if (other.Is(UseKind.Atomic) && other.Is(UseKind.Write) && !other.IsMadeFirst && other.Locks.IsEmpty && !other.MayBeLocked)
                    return new TwoLocks(use, use.Locks[0].Lock, other, null);
        return null;
    }

    private static TwoLocks? Beside(StateUse use, AccessPath best, List<StateUse> counted, TypeState state)
    {
        if (Holds(use, best) || IsOnTheWay(use, use.Locks[0].Lock, counted, state))
            return null;

        foreach (var other in counted)
            if (Holds(other, best) && (use.IsChange || other.IsChange) && !(IsOnTheWay(other, best, counted, state) && !Decides(other)) && !other.Locks.Any(held => Holds(use, held.Lock)) && !SymbolEqualityComparer.Default.Equals(use.Member, other.Member))
                return new TwoLocks(use, use.Locks[0].Lock, other, best);
        return null;
    }

    /// <summary>
    /// True for a value, or a number of elements, that is read under a lock under which nothing changes the variable, and which is there for
    /// something else: what is read there on the way may be old.
    /// </summary>
    private static bool IsOnTheWay(StateUse use, AccessPath path, List<StateUse> counted, TypeState state) =>
        !use.IsChange && (!use.Is(UseKind.ReadsContent | UseKind.Enumerates) || use.Counts && IsForOthersToo(use, state)) && !IsGuardedBy(path, counted);

    /// <summary>True in the condition of a statement: what is done under the lock depends on the value.</summary>
    private static bool Decides(StateUse use)
    {
        IOperation inner = use.At;
        for (var outer = inner.Parent; outer is not null && !inner.IsFunction(); inner = outer, outer = outer.Parent)
            if (outer is IConditionalOperation { Type: null } branch)
                return branch.Condition == inner;
            else if (outer is IWhileLoopOperation loop)
                return loop.Condition == inner;
        return false;
    }

    /// <summary>True where the lock is held for other variables as well.</summary>
    private static bool IsForOthersToo(StateUse use, TypeState state)
    {
        if (LockAround(use.At) is { } statement)
            foreach (var variable in state.Variables)
                foreach (var other in variable.Uses)
                    if (!SymbolEqualityComparer.Default.Equals(other.Variable, use.Variable) && statement.Body.Contains(other.At))
                        return true;
        return false;
    }

    private static bool IsGuardedBy(AccessPath path, List<StateUse> counted) => counted.Exists(other => other.IsChange && Holds(other, path));

    /// <summary>The lock that is meant: one that was made to be a lock before the object itself, then the one that most uses hold, here and in the whole type.</summary>
    private static AccessPath? MostHeld(List<StateUse> counted, TypeState state)
    {
        AccessPath? best = null;
        var most = (false, 0, 0);
        foreach (var use in counted)
            foreach (var held in use.Locks)
                if (!held.Lock.Equals(best) && (!held.Lock.IsThis, Count(counted, held.Lock), state.Variables.Sum(variable => Count(variable.Uses, held.Lock))) is var weight && weight.CompareTo(most) > 0)
                    (best, most) = (held.Lock, weight);
        return best;
    }

    private static int Count(IReadOnlyList<StateUse> uses, AccessPath path)
    {
        var count = 0;
        foreach (var use in uses)
            if (Holds(use, path))
                count++;
        return count;
    }

    private static bool Holds(StateUse use, AccessPath path)
    {
        foreach (var held in use.Locks)
            if (held.Lock.Equals(path))
                return true;
        return false;
    }

    /// <summary>True where the code under the lock may take the other one instead: nothing it uses is guarded by the one it takes now.</summary>
    public bool MayTakeOther(TypeState state)
    {
        if (Needed is null || Use.Locks.Length != 1 || LockAround(Use.At) is not { } statement)
            return false;

        foreach (var variable in state.Variables)
            if (variable.Uses.Any(use => statement.Body.Contains(use.At)))
            {
                var outside = variable.Uses.Where(use => !use.IsConstruction && !statement.Body.Contains(use.At)).ToList();
                if (outside.Exists(use => Holds(use, Held)) && !outside.Exists(use => Holds(use, Needed)))
                    return false;
            }

        return true;
    }

    private static ILockOperation? LockAround(IOperation use)
    {
        foreach (var outer in use.Ancestors())
            if (outer is ILockOperation statement)
                return statement;
            else if (outer.IsFunction())
                return null;
        return null;
    }
}
