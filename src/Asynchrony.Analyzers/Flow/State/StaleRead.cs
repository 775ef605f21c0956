using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A plain read of a variable that another thread writes: by a loop that does nothing else to see the write, or of a number of 64 bits that others
/// change by Interlocked because a plain write would be two.
/// </summary>
internal sealed class StaleRead
{
    private StaleRead(StateUse read, StateUse write, bool isTorn, WorkKind? work)
    {
        Read = read;
        Write = write;
        IsTorn = isTorn;
        Work = work;
    }

    public StateUse Read { get; }

    public StateUse Write { get; }

    public bool IsTorn { get; }

    /// <summary>What runs the loop, or the write.</summary>
    public WorkKind? Work { get; }

    /// <summary>Of a number all, else the first in each member; none of what a lock guards.</summary>
    public static IEnumerable<StaleRead> Of(VariableState variable, TypeState state)
    {
        if (variable.Variable is IFieldSymbol { IsVolatile: true } || variable.IsCollection || Place.IsOfThread(variable.Variable))
            yield break;

        var isLong = variable is { Variable: IFieldSymbol, Type.SpecialType: SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double };
        var atomic = isLong ? FirstAtomic(variable) : null;

        HashSet<ISymbol>? members = null;
        foreach (var use in variable.Uses)
            if (use.Kind == UseKind.Read && !use.IsConstruction && use.IsBare && !use.IsAsserted && (atomic is not null ? Torn(use, atomic) : Spins(use, variable, state)) is { } found
                && (found.IsTorn || (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member)))
                yield return found;
    }

    /// <summary>A step that comes again and again. What is exchanged once is often read when it is there.</summary>
    private static StateUse? FirstAtomic(VariableState variable)
    {
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.IsAtomicChange && use.At.Parent?.Parent is IInvocationOperation { TargetMethod.Name: "Increment" or "Decrement" or "Add" })
                return use;
        return null;
    }

    /// <summary>What is only written into a text, or compared to find out whether to try an exchange, may be old or wrong.</summary>
    private static StaleRead? Torn(StateUse use, StateUse atomic) =>
        Guard.IsBeforeOrAfter(use.Member) || use.Member.Name is "ToString" || IsOffered(use.At) || use.IsOfSplitStep || use.IsBehindWait || IsBehindWait(use.At) ? null : new StaleRead(use, atomic, isTorn: true, work: null);

    /// <summary>True for a read that CompareExchange looks at again in the same function.</summary>
    private static bool IsOffered(IOperation read) => (read.EnclosingFunction() ?? read.Root()).DescendantsHere().Any(operation =>
        operation is IInvocationOperation { TargetMethod.Name: "CompareExchange", Arguments: [{ Value: var target }, ..] } && Update.IsSame(target, read));

    /// <summary>True where the function has waited for something before: most likely for those who change the number.</summary>
    private static bool IsBehindWait(IOperation read) => (read.EnclosingFunction() ?? read.Root()).DescendantsHere().Any(operation =>
        operation.Syntax.SpanStart < read.Syntax.SpanStart && operation is IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "WaitAll" or "Join" or "SignalAndWait" } or IAwaitOperation);

    /// <summary>The work that one of the two runs in, and not the other.</summary>
    private static WorkKind? OnOne(StateUse use, StateUse write, TypeState state) => (state.RunsOn(use), state.RunsOn(write)) switch
    {
        ({ } work, null) when state.IsReachedByCallers(write) => work,
        (null, { } work) when use.Function is null => work,
        _ => null,
    };

    private static StaleRead? Spins(StateUse use, VariableState variable, TypeState state)
    {
        if (use.At.User() is IMemberReferenceOperation or IInvocationOperation || LoopOn(use.At) is not { } loop || !DoesNothingToSee(loop))
            return null;

        foreach (var write in variable.Uses)
            if (write.Is(UseKind.Write) && !write.IsConstruction && !loop.Syntax.Span.Contains(write.At.Syntax.Span) && (write.Function != use.Function || !SymbolEqualityComparer.Default.Equals(write.Member, use.Member))
                && OnOne(use, write, state) is { } work)
                return new StaleRead(use, write, isTorn: false, work);
        return null;
    }

    /// <summary>The loop whose condition reads the variable.</summary>
    private static ILoopOperation? LoopOn(IOperation read)
    {
        var inner = read;
        for (var outer = read.Parent; outer is not null && !outer.IsFunction(); inner = outer, outer = outer.Parent)
            switch (outer)
            {
                case IWhileLoopOperation loop:
                    return loop.Condition == inner ? loop : null;
                case IForLoopOperation loop:
                    return loop.Condition == inner ? loop : null;
                case IBlockOperation or IExpressionStatementOperation or ILoopOperation:
                    return null;
            }

        return null;
    }

    /// <summary>False where the loop waits for somebody, takes a lock, or reads something volatile: it then sees what others wrote.</summary>
    private static bool DoesNothingToSee(ILoopOperation loop)
    {
        foreach (var operation in loop.DescendantsHere())
            if (operation is ILockOperation or IAwaitOperation || operation is IInvocationOperation { TargetMethod.Name: "MemoryBarrier" } || operation is not IInvocationOperation { TargetMethod.Name: "Sleep" or "Yield" or "SpinWait" or "SpinOnce" } && WaitPoint.MayBe(operation))
                return false;
        return true;
    }
}
