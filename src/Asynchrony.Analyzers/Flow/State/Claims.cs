namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What can be wrong with a use of a variable, in the order in which it is asked: the first that holds is what the reader is told.</summary>
internal enum Claim
{
    /// <summary>It holds a lock that does not keep the others out.</summary>
    TwoLocks,

    /// <summary>It does without the lock that most others hold.</summary>
    MajorityLock,

    /// <summary>It reads and writes in two steps what others change in one.</summary>
    OneStep,

    /// <summary>It tests or sets a flag that is to let code run once.</summary>
    OnceFlag,

    /// <summary>Several runs of one body meet there: what they do to each other is told where they start.</summary>
    Body,

    /// <summary>It changes or reads a collection that nothing locks.</summary>
    SharedCollection,

    /// <summary>None of these.</summary>
    Rest,
}

/// <summary>Who owns a use of a variable: two rules never tell the same defect. Whether a rule is on does not matter, so that none is told in place of another.</summary>
internal static class Claims
{
    public static Claim Owner(StateUse use, VariableState variable, TypeState state) =>
        TwoLocks.In(variable, state).Any(found => found.Use == use) ? Claim.TwoLocks
        : state.RunsBesideItself(use) ? Claim.Body
        : Guard.Of(variable, state) is { } guard && guard.Bare.Contains(use) || LeftLock.Of(variable, state).Any(left => left.Change == use) ? Claim.MajorityLock
        : SharedUpdate.Of(variable, state).Any(update => update.Use == use) ? Claim.OneStep
        : OnceGuard.In(variable).Any(once => once.Test == use || once.Set == use) ? Claim.OnceFlag
        : use.Is(UseKind.ReadsContent | UseKind.ChangesContent | UseKind.Enumerates) && !variable.Uses.Any(other => other.IsLocked) ? Claim.SharedCollection
        : Claim.Rest;
}
