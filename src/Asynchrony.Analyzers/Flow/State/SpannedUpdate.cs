using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A write of a variable that relies on a read from before an await, with no lock held: <c>x += await F()</c>, <c>if (x == null) x = await F()</c>.
/// While the function waits, others read the old value too.
/// </summary>
internal sealed class SpannedUpdate
{
    private SpannedUpdate(StateUse write, IOperation read, IOperation wait, bool isMade)
    {
        Write = write;
        Read = read;
        Wait = wait;
        IsMade = isMade;
    }

    public StateUse Write { get; }

    public IOperation Read { get; }

    /// <summary>The await between the read and the write.</summary>
    public IOperation Wait { get; }

    /// <summary>True where the variable is made because there was nothing, false where the new value is computed from the old one.</summary>
    public bool IsMade { get; }

    /// <summary>True for text or bytes that are read from a file or stream: of two who read them both have the same.</summary>
    public bool IsSameAgain => IsMade && Write.Variable.VariableType() is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.IsValueType: true }
        && Wait.DescendantsAndSelf().Any(step => step is IInvocationOperation { TargetMethod.ContainingNamespace: { Name: "IO", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } });

    public static IEnumerable<SpannedUpdate> Of(VariableState variable)
    {
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.Is(UseKind.Atomic) && !use.IsConstruction && use.Locks.IsEmpty && !use.MayBeLocked && use.IsInAsyncCode && Of(use, variable) is { } found)
                yield return found;
    }

    private static SpannedUpdate? Of(StateUse use, VariableState variable)
    {
        switch (use.At.Parent)
        {
            case ICompoundAssignmentOperation compound when compound.Target == use.At && WaitIn(compound.Value) is { } wait:
                return new SpannedUpdate(use, use.At, wait, isMade: false);
            case ICoalesceAssignmentOperation coalesce when WaitIn(coalesce.Value) is { } wait:
                return new SpannedUpdate(use, use.At, wait, isMade: true);
            case ISimpleAssignmentOperation assignment when assignment.Target == use.At:
                return Computed(use, assignment) ?? Made(use, assignment, variable);
            default:
                return null;
        }
    }

    /// <summary><c>x = x + await F()</c></summary>
    private static SpannedUpdate? Computed(StateUse use, ISimpleAssignmentOperation assignment)
    {
        if (WaitIn(assignment.Value) is not { } wait)
            return null;

        foreach (var part in assignment.Value.DescendantsHere())
            if (part.Kind == use.At.Kind && part.Syntax.SpanStart < wait.Syntax.SpanStart && Update.IsSame(part, use.At) && part.Parent is IBinaryOperation)
                return new SpannedUpdate(use, part, wait, isMade: false);
        return null;
    }

    /// <summary><c>if (x == null) x = await F()</c>, also by way of a local.</summary>
    private static SpannedUpdate? Made(StateUse use, ISimpleAssignmentOperation assignment, VariableState variable)
    {
        if (assignment.Value.Unwrapped().ConstantValue.HasValue
            || NullTest.Around(use.At, isNull: true, operation => operation is IMemberReferenceOperation { Member: var member } && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, variable.Variable) && Update.IsSame(operation, use.At)) is not { } tested)
            return null;

        IOperation? wait = null;
        foreach (var operation in (use.Function ?? use.At.Root()).DescendantsHere())
            if (operation is IAwaitOperation && operation.Syntax.SpanStart > tested.Syntax.SpanStart && operation.Syntax.SpanStart < assignment.Syntax.Span.End)
                wait = operation;
            else if (operation is IInvocationOperation call && operation.Syntax.SpanStart > tested.Syntax.SpanStart && operation.Syntax.SpanStart < assignment.Syntax.SpanStart && LockNames.Tell(call.TargetMethod.Name))
                return null;

        return wait is not null && IsMadeOf(assignment.Value, wait) ? new SpannedUpdate(use, tested, wait, isMade: true) : null;
    }

    /// <summary>True where the value comes of the wait: itself, or by a local.</summary>
    private static bool IsMadeOf(IOperation value, IOperation wait) =>
        value.Contains(wait) || value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && local.OnlyValue(part)?.Contains(wait) == true);

    private static IOperation? WaitIn(IOperation value)
    {
        if (value is IAwaitOperation)
            return value;
        foreach (var part in value.DescendantsHere())
            if (part is IAwaitOperation)
                return part;
        return null;
    }
}
