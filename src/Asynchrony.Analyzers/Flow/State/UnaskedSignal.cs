namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A wait that goes to sleep without asking for what a pulse tells: whoever pulses first sets a flag under the lock, the code around the wait looks
/// at that flag elsewhere, but the section of the wait does not. A pulse that came in between is lost, and the wait lasts as long as it may.
/// </summary>
internal sealed class UnaskedSignal
{
    private UnaskedSignal(ConditionCall wait, StateUse set) => (Wait, Set) = (wait, set);

    public ConditionCall Wait { get; }

    /// <summary>Where the flag is set before the pulse.</summary>
    public StateUse Set { get; }

    /// <summary>One a wait at most, of the conditions of one lock.</summary>
    public static IEnumerable<UnaskedSignal> Among(IReadOnlyList<(ConditionCall Call, StateUse Use)> calls, TypeState state)
    {
        foreach (var (wait, use) in calls)
            if (wait.Waits && Section(wait.Call) is { } section && (wait.Call.EnclosingLoop() is not { } loop || !section.Contains(loop)))
                foreach (var (pulse, _) in calls)
                    if (!pulse.Waits && Section(pulse.Call) is { } pulsing && pulsing != section && SetIn(pulsing, pulse, section, wait, use.Member, state) is { } set)
                    {
                        yield return new UnaskedSignal(wait, set);
                        break;
                    }
    }

    private static ILockOperation? Section(IOperation call) => call.Ancestors().TakeWhile(outer => !outer.IsFunction()).OfType<ILockOperation>().FirstOrDefault();

    /// <summary>A flag that the section of a pulse sets, and that the code of the wait looks at, but not where it waits.</summary>
    private static StateUse? SetIn(ILockOperation pulsing, ConditionCall pulse, ILockOperation section, ConditionCall wait, ISymbol member, TypeState state)
    {
        foreach (var flag in state.Variables)
            if (flag.Type.SpecialType == SpecialType.System_Boolean)
                foreach (var set in flag.Uses)
                    if (set.Kind == UseKind.Write && set.At.Syntax.SpanStart < pulse.Call.Syntax.SpanStart && set.At.Root() == pulsing.Root() && pulsing.Contains(set.At) && set.At.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } }
                        && !IsAsked(flag, section, wait, state) && flag.Uses.Any(read => read.Is(UseKind.Read) && read.At.Root() != pulsing.Root() && (read.At.Root() == section.Root() || LeadsTo(member, read.Member, state, []))))
                        return set;
        return null;
    }

    /// <summary>True where the section of the wait, what it calls, or a loop around it asks for the flag.</summary>
    private static bool IsAsked(VariableState flag, ILockOperation section, ConditionCall wait, TypeState state)
    {
        foreach (var read in flag.Uses)
            if (read.Is(UseKind.Read) && read.At.Root() == section.Root() && (section.Contains(read.At) || IsOfLoopAround(read.At, wait.Call)))
                return true;

        foreach (var part in section.DescendantsHere())
            if (part is IInvocationOperation { TargetMethod: var called } && flag.Uses.Any(read => read.Is(UseKind.Read) && (SymbolEqualityComparer.Default.Equals(read.Member, called) || LeadsTo(called, read.Member, state, [])))
                || part is IPropertyReferenceOperation { Property: var asked } && flag.Uses.Any(read => read.Member is IMethodSymbol { AssociatedSymbol: { } property } && SymbolEqualityComparer.Default.Equals(property, asked)))
                return true;
        return false;
    }

    private static bool IsOfLoopAround(IOperation read, IOperation wait)
    {
        foreach (var outer in wait.Ancestors())
            if (outer is IWhileLoopOperation { Condition: { } condition } && condition.Contains(read))
                return true;
        return false;
    }

    private static bool LeadsTo(ISymbol from, ISymbol to, TypeState state, HashSet<ISymbol> seen)
    {
        if (state.Leads(from, to))
            return true;
        if (seen.Count > 8)
            return false;

        foreach (var between in state.MembersThatCall(to))
            if (seen.Add(between) && LeadsTo(from, between, state, seen))
                return true;
        return false;
    }
}
