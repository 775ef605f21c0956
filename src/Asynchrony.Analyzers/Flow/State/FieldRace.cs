namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A write of a variable that no lock guards anywhere, and a use of it on another thread: a flag that stands for a lock is given back plainly, or
/// a value of several parts is read while a part of it is written.
/// </summary>
internal sealed class FieldRace
{
    private FieldRace(StateUse write, StateUse other, bool isTorn, WorkKind? work)
    {
        IsTorn = isTorn;
        Write = write;
        Other = other;
        Work = work;
    }

    /// <summary>True where the reader may see a part of the write; false where it may see it before what was written earlier.</summary>
    public bool IsTorn { get; }

    public StateUse Write { get; }

    /// <summary>What another thread does meanwhile.</summary>
    public StateUse Other { get; }

    /// <summary>What runs one of the two; null where both are callers.</summary>
    public WorkKind? Work { get; }

    /// <summary>The first write of each member.</summary>
    public static IEnumerable<FieldRace> Of(VariableState variable, TypeState state)
    {
        HashSet<ISymbol>? members = null;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.Is(UseKind.Atomic) && !use.IsConstruction && use.IsBare
                && (GivenBack(use, variable) ?? Torn(use, variable, state)) is { } found && !Place.IsOfThread(variable.Variable) && (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member))
                yield return found;
    }

    /// <summary>
    /// A flag that the function has taken in one step, as a lock, and gives back plainly when it has written other variables: who takes it next
    /// may not see these. A reference is shown with all that was written before it; a number is not.
    /// </summary>
    private static FieldRace? GivenBack(StateUse use, VariableState variable)
    {
        if (variable.Variable is not IFieldSymbol { IsVolatile: false, Type.IsValueType: true } || use.Kind != UseKind.Write || use.At.IsForeign()
            || use.At.Parent is not ISimpleAssignmentOperation { Parent: IExpressionStatementOperation, Value: var value } || value.Unwrapped().ConstantValue is not { HasValue: true, Value: { } constant })
            return null;

        foreach (var other in variable.Uses)
            if (other.IsAtomicChange && other.Function == use.Function && other.At.Root() == use.At.Root() && other.At.Syntax.SpanStart < use.At.Syntax.SpanStart
                && other.At.Parent?.Parent is IInvocationOperation call && call.User() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } && Frees(call, constant)
                && WritesBetween(call, use.At))
                return new FieldRace(use, other, isTorn: false, work: null);
        return null;
    }

    /// <summary>True where the value is what the exchange looks for, and not what it sets.</summary>
    private static bool Frees(IInvocationOperation call, object constant) => call switch
    {
        { TargetMethod.Name: "CompareExchange", Arguments: [_, _, { Value: var comparand }] } => constant.Equals(comparand.Unwrapped().ConstantValue.Value),
        { TargetMethod.Name: "Exchange", Arguments: [_, { Value: var given }] } => given.Unwrapped().ConstantValue is { HasValue: true } set && !constant.Equals(set.Value),
        _ => false,
    };

    /// <summary>True where a variable of the object or type is written plainly in between, and nothing puts the writes in order.</summary>
    private static bool WritesBetween(IInvocationOperation taken, IOperation given)
    {
        var writes = false;
        foreach (var part in (given.EnclosingFunction() ?? given.Root()).DescendantsHere())
            if (part is IInvocationOperation { TargetMethod.Name: "MemoryBarrier" or "MemoryBarrierProcessWide" })
                return false;
            else if (part is IFieldReferenceOperation { Field.IsVolatile: false } && part.Syntax.SpanStart > taken.Syntax.Span.End && part.Syntax.SpanStart < given.Syntax.SpanStart && !part.IsForeign() && part.IsWritten())
                writes = true;
        return writes;
    }

    /// <summary>A value of several parts that a timer, thread or task writes or reads while callers do the other, or that is shown by a volatile variable.</summary>
    private static FieldRace? Torn(StateUse use, VariableState variable, TypeState state)
    {
        if (!variable.Type.IsValueType && variable.Type is not ITypeParameterSymbol { IsReferenceType: false } || !IsWide(variable.Type) || variable.Uses.Any(other => other.IsLocked || other.Is(UseKind.Atomic) || WorksInPlace(other.At)))
            return null;

        foreach (var read in variable.Uses)
            if (!read.Is(UseKind.Write) && !read.IsConstruction && read.IsBare && !UsedWhileReleased.IsGuardedByHandler(read.At) && !SymbolEqualityComparer.Default.Equals(read.Member, use.Member))
                if (Between(use, read, state) is { } work)
                    return new FieldRace(use, read, isTorn: true, work);
                else if (IsShownBy(use, read, state))
                    return new FieldRace(use, read, isTorn: true, work: null);
        return null;
    }

    /// <summary>True for a call of a struct that may change itself: it is no value that others look at, but an object that belongs to whoever works with it.</summary>
    private static bool WorksInPlace(IOperation use) =>
        use.Parent is IInvocationOperation { TargetMethod: { IsReadOnly: false, ContainingType: { IsReadOnly: false, TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } owner } } call && call.Instance == use && !owner.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>What runs one of the two uses while callers may come to the other.</summary>
    private static WorkKind? Between(StateUse one, StateUse other, TypeState state) => Beside(one, other, state) ?? Beside(other, one, state);

    private static WorkKind? Beside(StateUse inside, StateUse outside, TypeState state) =>
        state.GoesOnUnlocked(inside) is { } work and not WorkKind.Parallel && state.RunsOn(outside) is null && !outside.IsBehindWait && !IsBeforeStart(outside.At) && MeetsCallers(inside, outside, state) ? work : null;

    /// <summary>True where the function starts a thread, task or timer later: what it does before is there when that runs.</summary>
    private static bool IsBeforeStart(IOperation use)
    {
        foreach (var part in (use.EnclosingFunction() ?? use.Root()).DescendantsHere())
            if (part is IInvocationOperation { TargetMethod: { Name: "Start" or "Change" or "UnsafeStart", ContainingType.Name: "Thread" or "Timer" or "Task" } } && part.Syntax.SpanStart > use.Syntax.SpanStart)
                return true;
        return false;
    }

    private static bool MeetsCallers(StateUse inside, StateUse outside, TypeState state)
    {
        var starts = state.StartsOf(inside).ToList();
        return state.IsReachedByCallers(outside, member => Guard.IsBeforeOrAfter(member) || member is IMethodSymbol { MethodKind: MethodKind.Constructor }
            || starts.Exists(start => state.MemberOf(start) is { } starter && SymbolEqualityComparer.Default.Equals(starter.OriginalDefinition, member)));
    }

    /// <summary>
    /// True where the write shows the newest of many values by a volatile variable, as it comes from a caller, and who reads it only asks that
    /// variable: the next value may come meanwhile. Whoever looks at it before he writes, or changes it when he has read, waits for the other.
    /// </summary>
    private static bool IsShownBy(StateUse use, StateUse read, TypeState state)
    {
        if (use.At.Parent is not ISimpleAssignmentOperation { Parent: IExpressionStatementOperation { Parent: IBlockOperation block }, Value: var value } || value.Unwrapped() is not IParameterReferenceOperation { Parameter.RefKind: RefKind.None })
            return false;

        foreach (var flag in state.Variables)
            if (flag.Variable is IFieldSymbol { IsVolatile: true } && flag.Variable.IsStatic == use.Variable.IsStatic)
            {
                var (isShown, isAsked, isHandshake) = (false, false, false);
                foreach (var other in flag.Uses)
                    if (other.At.Root() == use.At.Root())
                    {
                        isShown |= other.Kind == UseKind.Write && other.At.Syntax.SpanStart > use.At.Syntax.SpanStart && block.Contains(other.At);
                        isHandshake |= other.Is(UseKind.Read);
                    }
                    else if (other.At.Root() == read.At.Root())
                    {
                        isAsked |= other.Is(UseKind.Read) && other.At.Syntax.SpanStart < read.At.Syntax.SpanStart;
                        isHandshake |= other.Is(UseKind.Write);
                    }

                if (isShown && isAsked && !isHandshake)
                    return true;
            }

        return false;
    }

    /// <summary>True for a value of more than eight bytes, or of which the size is not known.</summary>
    private static bool IsWide(ITypeSymbol type) => SizeOf(type, depth: 0) > 8;

    private static int SizeOf(ITypeSymbol type, int depth)
    {
        if (type.IsReferenceType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return 8;

        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte:
                return 1;
            case SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16:
                return 2;
            case SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single:
                return 4;
            case SpecialType.System_Decimal:
                return 16;
            case not SpecialType.None and not SpecialType.System_Nullable_T:
                return 8;
        }

        if (type.TypeKind == TypeKind.Enum || depth > 4)
            return 4;
        if (type is ITypeParameterSymbol)
            return 16;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            return inner.TypeKind == TypeKind.Error ? 8 : 2 * SizeOf(inner, depth + 1);
        if (type is { Name: "Guid" or "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            return 16;

        // What a reference assembly says of the parts of a struct is not what it has.
        if (!type.IsTupleType && type.DeclaringSyntaxReferences.IsEmpty)
            return 8;

        var size = 0;
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: false } field)
                size += SizeOf(field.Type, depth + 1);
        return size;
    }
}
