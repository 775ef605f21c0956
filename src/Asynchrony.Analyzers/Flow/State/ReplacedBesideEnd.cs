namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A variable whose object a member disposes of and makes anew, while the member that ends the whole disposes of it too, and nothing keeps the
/// two apart: the new one is never disposed of, or the old one is used when it is gone. That others may come while the whole ends, the member
/// shows itself: it holds a lock, which the end does not, or it asks a flag that the end sets in one step.
/// </summary>
internal sealed class ReplacedBesideEnd
{
    private ReplacedBesideEnd(StateUse disposal, StateUse made, StateUse end) => (Disposal, Made, End) = (disposal, made, end);

    /// <summary>Where the member disposes of the old one.</summary>
    public StateUse Disposal { get; }

    public StateUse Made { get; }

    public StateUse End { get; }

    /// <summary>One a variable at most.</summary>
    public static ReplacedBesideEnd? Of(VariableState variable, TypeState state)
    {
        if (variable.Variable is not IFieldSymbol { IsStatic: false } || !variable.Type.IsReferenceType || !ResourceRelease.IsGivenUp(variable.Type))
            return null;

        StateUse? end = null;
        foreach (var use in variable.Uses)
            if (IsEnd(use.Member) && use.IsBare && use.Function is null && IsDisposal(use.At) && !state.LocksIn(use.Member) && !Waits(use.At))
            {
                end = use;
                break;
            }

        if (end is null)
            return null;

        foreach (var made in variable.Uses)
            if (made.Kind == UseKind.Write && !made.IsConstruction && made.Function is null or ILocalFunctionOperation && !Guard.IsBeforeOrAfter(made.Member) && (state.RunsOn(made) is not null || state.IsReachedByCallers(made, Guard.IsBeforeOrAfter)) && IsMade(made.At)
                && variable.Uses.FirstOrDefault(use => use.At.Root() == made.At.Root() && use.At.Syntax.SpanStart < made.At.Syntax.SpanStart && IsDisposal(use.At)) is { } disposal
                && (!made.Locks.IsEmpty || made.IsBare && AsksForEnd(made, end, state)) && !IsGuarded(disposal.At) && DoesHarm(variable, disposal))
                return new ReplacedBesideEnd(disposal, made, end);
        return null;
    }

    /// <summary>A source of tokens that is left behind harms nobody: only what is asked of one that is gone does.</summary>
    private static bool DoesHarm(VariableState variable, StateUse disposal)
    {
        if (variable.Type.Name != "CancellationTokenSource")
            return true;

        foreach (var use in variable.Uses)
            if (use != disposal && use.At.Root() == disposal.At.Root() && !IsDisposal(use.At) && use.At.User() is IInvocationOperation call && call.Instance?.Unwrapped() == use.At)
                return true;
        return false;
    }

    private static bool IsEnd(ISymbol member) => member.Name is "Dispose" or "DisposeAsync" or "DisposeCore" or "DisposeAsyncCore";

    private static bool IsDisposal(IOperation reference) =>
        reference.User() is IInvocationOperation call && call.Instance?.Unwrapped() == reference && ResourceRelease.IsDisposal(call.TargetMethod)
        || reference.Parent is IConditionalAccessOperation { WhenNotNull: IInvocationOperation last } && ResourceRelease.IsDisposal(last.TargetMethod);

    private static bool IsMade(IOperation target) => target.Parent is ISimpleAssignmentOperation { Value: var value } && value.Unwrapped() is IObjectCreationOperation or IInvocationOperation;

    /// <summary>The end may wait before for those who would replace what it disposes of.</summary>
    private static bool Waits(IOperation release)
    {
        foreach (var step in release.Root().DescendantsHere())
            if (step.Syntax.SpanStart < release.Syntax.SpanStart && step is IInvocationOperation { TargetMethod: var method } && !method.IsAtomic() && (WaitPoint.MayBe(step) || method.Name is "Unregister" or "Stop" or "StopAsync" or "Close"))
                return true;
        return false;
    }

    /// <summary>True where a handler of the function takes what a disposed object throws.</summary>
    private static bool IsGuarded(IOperation use)
    {
        for (var outer = use.Parent; outer is not null && !outer.IsFunction(); outer = outer.Parent)
            if (outer is ITryOperation { Catches.IsEmpty: false } guarded && guarded.Body.Contains(use))
                return true;
        return false;
    }

    /// <summary>True where a branch around the assignment, or one that leaves in front of it, asks what the end changes in one step.</summary>
    private static bool AsksForEnd(StateUse made, StateUse end, TypeState state)
    {
        foreach (var flag in state.Variables)
            if (flag.Uses.Any(use => use.IsAtomicChange && SymbolEqualityComparer.Default.Equals(use.Member.OriginalDefinition, end.Member.OriginalDefinition)))
                foreach (var asked in flag.Uses)
                    if (asked.Is(UseKind.Read) && asked.Function == made.Function && asked.At.Root() == made.At.Root() && asked.At.Syntax.SpanStart < made.At.Syntax.SpanStart
                        && asked.At.Ancestors().FirstOrDefault(outer => outer is IConditionalOperation) is IConditionalOperation branch && branch.Condition.Contains(asked.At) && (branch.WhenTrue.Contains(made.At) || NullTest.Leaves(branch.WhenTrue)))
                        return true;
        return false;
    }
}
