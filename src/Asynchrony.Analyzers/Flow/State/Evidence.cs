using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// What shows that several threads use a variable. Strong is what shows it of the very variable; weak what shows only that its type reckons
/// with threads.
/// </summary>
internal sealed record Evidence(bool IsStrong, string Words)
{
    public static Evidence? Of(VariableState variable, TypeState state, Table concurrent)
    {
        if (Place.IsOfThread(variable.Variable))
            return null;
        if (variable.Variable is IFieldSymbol { IsVolatile: true })
            return new Evidence(true, "it is volatile");

        var (isBeside, isOutside) = (default(string), false);
        foreach (var use in variable.Uses)
        {
            if (use.IsConstruction)
                continue;
            if (use.Is(UseKind.Atomic))
                return new Evidence(true, $"it is used atomically in line {use.At.Syntax.GetLocation().Line()}");
            if (!use.Locks.IsEmpty)
                return new Evidence(true, $"it is used under a lock in line {use.At.Syntax.GetLocation().Line()}");
            isBeside ??= state.RunsOn(use);
            isOutside |= state.RunsOn(use) is null && state.IsReachedByCallers(use) && !Guard.IsBeforeOrAfter(use.Member);
        }

        return isBeside is not null && isOutside ? new Evidence(true, $"a {Handover.NounOf(isBeside)} uses it too")
            : variable.Variable.IsStatic ? new Evidence(false, "it is static")
            : LockedBeside(variable, state) is { } other ? new Evidence(false, $"'{other.Name}' of the same object is used under a lock")
            : HasSharedCollections(state.Type, concurrent) ? new Evidence(false, "its type has collections for several threads")
            : null;
    }

    /// <summary>Another variable of the same object, or of the same type where both are static, that a lock is held for.</summary>
    private static ISymbol? LockedBeside(VariableState variable, TypeState state)
    {
        foreach (var other in state.Variables)
            if (other != variable && other.Variable.IsStatic == variable.Variable.IsStatic)
                foreach (var use in other.Uses)
                    if (!use.IsConstruction && !use.Locks.IsEmpty && !use.At.IsForeign() && use.At.Parent is not ILockOperation)
                        return other.Variable;
        return null;
    }

    private static bool HasSharedCollections(INamedTypeSymbol type, Table concurrent)
    {
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: false, Type: INamedTypeSymbol { ContainingNamespace.Name: "Concurrent" } held } && concurrent.Says(held, "shared"))
                return true;
        return false;
    }
}
