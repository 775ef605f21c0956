using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A variable whose object one member disposes of, or that it clears, while code that its type runs on another thread uses it. Neither holds a
/// lock, whoever disposes of it does not wait for the other, and neither does whoever starts it.
/// </summary>
internal sealed class UsedWhileReleased
{
    private UsedWhileReleased(StateUse release, StateUse use, string noun, IInvocationOperation? timerEnd)
    {
        Release = release;
        Use = use;
        Noun = noun;
        TimerEnd = timerEnd;
    }

    public StateUse Release { get; }

    public StateUse Use { get; }

    /// <summary>What runs the use: "a timer", "a thread".</summary>
    public string Noun { get; }

    /// <summary>Where the member ends the timer that runs the use, before it disposes of what that uses: a tick under way goes on all the same.</summary>
    public IInvocationOperation? TimerEnd { get; }

    public static UsedWhileReleased? In(VariableState variable, TypeState state, Table releases)
    {
        if (variable.Type is not { IsReferenceType: true, TypeKind: TypeKind.Class or TypeKind.Interface } || variable.IsCollection || !IsDisposable(variable.Type))
            return null;

        if (RearmedTimer.In(variable, state) is not null)
            return null; // Told as such.

        // A timer is ended by the object itself, and is told about by how that is done: it comes before what others raise.
        var used = variable.Shared.Where(candidate => IsBare(candidate) && IsDereferenced(candidate.At) && state.GoesOnWith(candidate) is { } runs && !IsGuardedByHandler(candidate.At) && !IsGuardedByCallers(candidate, state)
            && (runs == WorkKind.Timer || !state.StartsOf(candidate).All(start => IsAwaitedBySignal(start) || HasOwnScheduler(start) || TypeState.IsWaitedFor(start)))).ToList();
        var use = used.Find(candidate => state.GoesOnWith(candidate) != WorkKind.Event) ?? used.FirstOrDefault();
        if (use is null)
            return null;

        var work = state.GoesOnWith(use)!.Value;
        foreach (var release in variable.Shared)
            if (IsBare(release) && release.Function is null && release.Member.OriginalDefinition is var member && !SymbolEqualityComparer.Default.Equals(member, use.Member.OriginalDefinition)
                && state.RunsOn(release) is null && state.IsReachedByCallers(release) && IsRelease(release, releases))
            {
                var end = work == WorkKind.Timer ? EndBefore(release.At, HoldersOf(state.StartsOf(use))) : null;
                if (!Waits(release.At, end))
                    return new UsedWhileReleased(release, use, $"the {work.Noun()} that runs '{use.Member.Name}'", end);
            }

        return null;
    }

    /// <summary>True where the function that starts the work then waits for a signal: the work, or what comes of it, may have given it.</summary>
    private static bool IsAwaitedBySignal(IOperation start) => (start.EnclosingFunction() ?? start.Root()).DescendantsHere().Any(step => step.Syntax.SpanStart > start.Syntax.Span.End
        && step is IInvocationOperation { TargetMethod: { Name: "WaitOne" or "Wait" or "WaitAll" or "WaitAny" or "SignalAndWait" or "WaitAsync", ContainingType: var type } } && Joins.IsSignal(type));

    /// <summary>True for a task that a scheduler of the object itself runs: on what thread, and when it is done, the object knows.</summary>
    private static bool HasOwnScheduler(IOperation start)
    {
        if (start is IInvocationOperation { Arguments: var arguments })
            foreach (var argument in arguments)
                if (argument.Parameter?.Type is { Name: "TaskScheduler", ContainingNamespace.Name: "Tasks" } && argument.Value.Unwrapped() is IMemberReferenceOperation { Instance: IInstanceReferenceOperation })
                    return true;
        return false;
    }

    private static bool IsBare(StateUse use) => use.IsBare && !use.Is(UseKind.Atomic);

    /// <summary>The receiver of a call, and not of what gives it up or tells it to come to its end.</summary>
    private static bool IsDereferenced(IOperation reference) => reference.User() switch
    {
        IInvocationOperation call => call.Instance?.Unwrapped() == reference && !ResourceRelease.IsDisposal(call.TargetMethod) && call.TargetMethod.Name is not ("Stop" or "StopAsync" or "Cancel"),
        _ => false,
    };

    private static bool IsRelease(StateUse use, Table releases) =>
        use.At.User() is IInvocationOperation call && call.Instance?.Unwrapped() == use.At && (ResourceRelease.IsDisposal(call.TargetMethod) || !releases.Find(call.TargetMethod).IsEmpty)
        || use.At.Parent is IConditionalAccessOperation { WhenNotNull: IInvocationOperation last } && ResourceRelease.IsDisposal(last.TargetMethod)
        || use.Kind == UseKind.Write && use.At.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: null } };

    /// <summary>Whoever expects the object to be disposed of already, or anything to fail, is prepared.</summary>
    public static bool IsGuardedByHandler(IOperation use) => use.Ancestors().OfType<ITryOperation>().Any(guarded => guarded.Body.Contains(use) && !guarded.Catches.IsEmpty);

    /// <summary>True in a private method whose callers are all prepared.</summary>
    private static bool IsGuardedByCallers(StateUse use, TypeState state)
    {
        if (use.Function is not null || use.Member is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary })
            return false;

        var isCalled = false;
        foreach (var body in state.Bodies)
            foreach (var call in body.Survey.Calls)
                if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, use.Member.OriginalDefinition))
                {
                    if (!IsGuardedByHandler(call))
                        return false;
                    isCalled = true;
                }

        return isCalled;
    }

    /// <summary>True where the member waits for somebody, or tells others to stop; where it ends a timer, only what it does besides before the release counts.</summary>
    private static bool Waits(IOperation release, IInvocationOperation? timerEnd) => release.Root().DescendantsAndSelf().Any(step => IsWait(step)
        && (timerEnd is null || step.Syntax.Span.End <= release.Syntax.SpanStart && !(step is IInvocationOperation call && IsTimerEnd(call))));

    private static bool IsWait(IOperation step) => WaitPoint.MayBe(step)
        || step is IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "Set" or "Stop" or "Change" or "Complete" or "CompleteAdding" or "DisposeAsync" };

    /// <summary>The variables of the timers that run a use; null where one of them is not known.</summary>
    private static ImmutableHashSet<ISymbol>? HoldersOf(IEnumerable<IOperation> starts)
    {
        var holders = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var start in starts)
            if ((start.User() switch { ISimpleAssignmentOperation kept => kept.Target.Named(), IFieldInitializerOperation { InitializedFields: [var field] } => field, _ => null }) is { } holder)
                holders = holders.Add(holder);
            else
                return null;
        return holders;
    }

    /// <summary>The call before the release that ends one of some timers and waits for nothing: its last word, where there are several.</summary>
    private static IInvocationOperation? EndBefore(IOperation release, ImmutableHashSet<ISymbol>? timers)
    {
        IInvocationOperation? end = null;
        foreach (var operation in release.Root().Descendants())
            if (operation is IInvocationOperation call && IsTimerEnd(call) && (timers is null || TimerOf(call) is not { } timer || timers.Contains(timer)) && call.Syntax.Span.End <= release.Syntax.SpanStart && end?.TargetMethod.Name != "Dispose")
                end = call;
        return end;
    }

    private static ISymbol? TimerOf(IInvocationOperation end) => (end.Instance is IConditionalAccessInstanceOperation tested ? tested.Accessed() : end.Instance)?.Named();

    private static bool IsTimerEnd(IInvocationOperation call) =>
        call is { Instance.Type: { Name: "Timer", ContainingNamespace.Name: "Threading" or "Timers" }, TargetMethod: { Name: "Dispose" or "Stop" or "Close" or "Change" } method } && (method.Name == "Change" || call.Arguments.IsEmpty);

    private static bool IsDisposable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.None && type.AllInterfaces.Any(given => given.SpecialType == SpecialType.System_IDisposable);
}
