namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A timer that its own callback sets again, while another member may have disposed of it: the call throws then, where nobody catches it. No
/// lock is held at either, and the callback neither expects it nor asks whether the end has come.
/// </summary>
internal sealed class RearmedTimer
{
    /// <summary>Parts of names that tell of the end of an object.</summary>
    private static readonly ImmutableArray<string> Ends = ImmutableArray.Create("ispos", "top", "los", "ancel", "hut", "unning", "live", "ctive", "nabled");

    private RearmedTimer(IInvocationOperation change, StateUse release) => (Change, Release) = (change, release);

    /// <summary>The call that sets it again.</summary>
    public IInvocationOperation Change { get; }

    public StateUse Release { get; }

    public static RearmedTimer? In(VariableState variable, TypeState state)
    {
        if (variable.Type is not { Name: "Timer", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } })
            return null;

        foreach (var use in variable.Uses)
            if (use.IsBare && CallOn(use.At) is { TargetMethod.Name: "Change" } change && state.RunsOn(use) == WorkKind.Timer && !IsPrepared(change))
                foreach (var release in variable.Uses)
                    if (release.IsBare && !release.IsConstruction && release.Function is null && state.RunsOn(release) is null && IsDisposal(release.At))
                        return new RearmedTimer(change, release);

        return null;
    }

    private static IInvocationOperation? CallOn(IOperation timer) => timer.User() switch
    {
        IInvocationOperation call when call.Instance?.Unwrapped() == timer => call,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access when access.Operation.Unwrapped() == timer => call,
        _ => null,
    };

    /// <summary>The call that ends it and waits for nothing; or it is taken out of its variable, to be disposed of.</summary>
    private static bool IsDisposal(IOperation timer) => CallOn(timer) is { Arguments.IsEmpty: true, TargetMethod.Name: "Dispose" }
        || timer.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Exchange", Arguments: [_, { Value: var value }] } taken } && value.Unwrapped().ConstantValue is { HasValue: true, Value: null } && taken.TargetMethod.IsAtomic();

    private static bool IsPrepared(IInvocationOperation change)
    {
        if (UsedWhileReleased.IsGuardedByHandler(change))
            return true;

        foreach (var part in (change.EnclosingFunction() ?? change.Root()).Descendants())
            if (part.Named() is { Name: var name } and not ILocalSymbol { Type.SpecialType: SpecialType.None })
                foreach (var end in Ends)
                    if (name.IndexOf(end, StringComparison.Ordinal) >= 0)
                        return true;
        return false;
    }
}
