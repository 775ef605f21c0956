using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What kind of thing shows that several threads use a variable: first what shows it of the very variable, then what shows only that its type reckons with threads.</summary>
internal enum Sign
{
    /// <summary>It is volatile.</summary>
    Volatile,

    /// <summary>A use of it is atomic: see <see cref="Evidence.Use"/>.</summary>
    Atomic,

    /// <summary>A lock is held for a use of it.</summary>
    Locked,

    /// <summary>The type runs some uses on another thread, and not others: see <see cref="Evidence.RunsOn"/>.</summary>
    Beside,

    /// <summary>All callers have the same one.</summary>
    Static,

    /// <summary>A lock is held for another variable of the same object: see <see cref="Evidence.Other"/>.</summary>
    OtherLocked,

    /// <summary>The type has collections for several threads.</summary>
    Collections,

    /// <summary>Whoever reads it makes a copy of it first.</summary>
    Copied,
}

/// <summary>What shows that several threads use a variable.</summary>
internal sealed record Evidence(Sign Sign)
{
    public StateUse? Use { get; init; }

    public WorkKind? RunsOn { get; init; }

    public ISymbol? Other { get; init; }

    /// <summary>True where the very variable shows it, and not only its type.</summary>
    public bool IsOfVariable => Sign is Sign.Volatile or Sign.Atomic or Sign.Locked or Sign.Beside;

    public static Evidence? Of(VariableState variable, TypeState state, Table concurrent)
    {
        if (Place.IsOfThread(variable.Variable))
            return null;
        if (variable.Variable is IFieldSymbol { IsVolatile: true })
            return new Evidence(Sign.Volatile);

        var (isBeside, isOutside) = (default(WorkKind?), false);
        foreach (var use in variable.Uses)
        {
            if (use.IsConstruction)
                continue;
            if (use.Is(UseKind.Atomic))
                return new Evidence(Sign.Atomic) { Use = use };
            if (!use.Locks.IsEmpty && (variable.Variable.IsStatic || !use.At.IsForeign() || HoldsOwn(use))) // A static lock under which another object is met may be about the way there.
                return new Evidence(Sign.Locked) { Use = use };
            isBeside ??= state.RunsAside(use);
            isOutside |= state.RunsOn(use) is null && state.IsReachedByCallers(use) && !Guard.IsBeforeOrAfter(use.Member);
        }

        return isBeside is not null && isOutside ? new Evidence(Sign.Beside) { RunsOn = isBeside }
            : variable.Variable.IsStatic ? new Evidence(Sign.Static)
            : LockedBeside(variable, state) is { } other ? new Evidence(Sign.OtherLocked) { Other = other }
            : HasSharedCollections(state.Type, concurrent) ? new Evidence(Sign.Collections)
            : null;
    }

    /// <summary>True where it shows that several threads write the variable, and not only that another one reads it.</summary>
    public bool IsOfWriters(VariableState variable, TypeState state)
    {
        if (Sign != Sign.Beside)
            return true;

        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.IsConstruction && state.RunsOn(use) is not null)
                return true;
        return false;
    }

    /// <summary>Another variable of the same object, for which a lock of that object is held, or of the same type where both are static.</summary>
    private static ISymbol? LockedBeside(VariableState variable, TypeState state)
    {
        foreach (var other in state.Variables)
            if (other != variable && other.Variable.IsStatic == variable.Variable.IsStatic)
                foreach (var use in other.Uses)
                    if (!use.IsConstruction && !use.Locks.IsEmpty && !use.At.IsForeign() && use.At.Parent is not ILockOperation && (variable.Variable.IsStatic || HoldsOwn(use)))
                        return other.Variable;
        return null;
    }

    private static bool HoldsOwn(StateUse use)
    {
        foreach (var held in use.Locks)
            if (held.Lock.Root is null)
                return true;
        return false;
    }

    private static bool HasSharedCollections(INamedTypeSymbol type, Table concurrent)
    {
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: false, Type: INamedTypeSymbol { ContainingNamespace.Name: "Concurrent" } held } && concurrent.Says(held, "shared"))
                return true;
        return false;
    }
}
