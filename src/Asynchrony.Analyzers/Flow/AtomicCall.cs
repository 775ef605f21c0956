namespace Asynchrony.Analyzers.Flow;

/// <summary>A call of Interlocked that changes a variable or element in one step.</summary>
internal readonly struct AtomicCall
{
    private AtomicCall(IInvocationOperation call, IOperation target)
    {
        Call = call;
        Target = target;
    }

    public IInvocationOperation Call { get; }

    /// <summary>What it changes.</summary>
    public IOperation Target { get; }

    /// <summary>True where the call returns the new value, and not the one from before.</summary>
    public bool ReturnsNew => Call.TargetMethod.Name is "Increment" or "Decrement" or "Add";

    /// <summary>The assignment that writes the result to the very variable that the call has changed; null where there is none.</summary>
    public ISimpleAssignmentOperation? WriteBack => Call.User() is ISimpleAssignmentOperation assignment && assignment.Value.Unwrapped() == Call && Update.IsSame(assignment.Target, Target) ? assignment : null;

    public static AtomicCall? Of(IInvocationOperation call) =>
        call.TargetMethod is { ContainingType.Name: "Interlocked", Name: not ("Read" or "MemoryBarrier" or "MemoryBarrierProcessWide" or "SpeculationBarrier") }
        && call.TargetMethod.ContainingType.ContainingNamespace is { Name: "Threading", ContainingNamespace.Name: "System" }
        && call.Arguments is [{ Parameter: { Ordinal: 0, RefKind: RefKind.Ref }, Value: var target }, ..] ? new AtomicCall(call, target) : null;
}
