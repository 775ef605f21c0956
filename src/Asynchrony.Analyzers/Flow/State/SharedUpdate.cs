namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What shows that other threads write a variable too.</summary>
internal enum SharedBy
{
    /// <summary>Interlocked changes it in another place.</summary>
    Interlocked,

    /// <summary>It is volatile.</summary>
    Volatile,

    /// <summary>A body that the type starts updates it, and so does code that others call.</summary>
    Started,

    /// <summary>It numbers what callers ask for, in a type that several threads use.</summary>
    Numbers,

    /// <summary>It is a delegate, in an object whose other variables are volatile or changed by Interlocked.</summary>
    Delegate,
}

/// <summary>
/// A use that reads a variable and writes it in a second step, with no lock held, where other threads write the variable too. Not what several
/// runs of one body do, and not what one started body does that is alone in writing.
/// </summary>
internal sealed class SharedUpdate
{
    private static readonly ImmutableArray<string> Resets = ImmutableArray.Create("Reset", "Clear", "Init", "Start", "Restart", "Dispose", "Stop", "Close");

    private SharedUpdate(StateUse use, SharedBy sharing, IReadOnlyList<StateUse> others, bool canBeOneStep)
    {
        Use = use;
        SharedBy = sharing;
        Others = others;
        CanBeOneStep = canBeOneStep;
    }

    /// <summary>The write.</summary>
    public StateUse Use { get; }

    public SharedBy SharedBy { get; }

    /// <summary>The other changes that show it.</summary>
    public IReadOnlyList<StateUse> Others { get; }

    /// <summary>False where another change is made under a lock, which keeps an atomic one out as little as a plain one.</summary>
    public bool CanBeOneStep { get; }

    public static IEnumerable<SharedUpdate> Of(VariableState variable, TypeState state)
    {
        // Most variables are never updated after construction: look at that before anything else.
        List<StateUse>? updates = null;
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.Is(UseKind.Write) && !use.Is(UseKind.Atomic) && use.Locks.IsEmpty && !use.MayBeLocked && !IsCalledByOthers(use.Member)
                && !IsOfCopy(use.At) && (Update.At(use.At) is { IsPlain: true, Counts: true } || IsTakenAndReset(use, variable)))
                (updates ??= []).Add(use);
        if (updates is null || Place.IsOfThread(variable.Variable) || Guard.Of(variable, state) is not null)
            yield break;

        var changes = variable.Shared.Where(use => use.Is(UseKind.Write)).ToList();
        var canBeOneStep = changes.TrueForAll(use => use.Locks.IsEmpty && !use.MayBeLocked);
        foreach (var use in updates)
            if (!state.IsOfSeveralRuns(use) && !IsBehindTakenFlag(use) && !IsOfHolder(use) && Shared(use, changes, updates, variable, state) is { } shared)
                yield return new SharedUpdate(use, shared.SharedBy, shared.Others, canBeOneStep);
    }

    /// <summary>True for a number that goes up or begins anew, and of which only is asked whether it is still zero: one more or less says the same.</summary>
    private static bool IsOnlyAskedForAny(VariableState variable)
    {
        var isAsked = false;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write))
            {
                if (!use.IsConstruction && use.At.Parent is not ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: 0 or 0L } } && Update.At(use.At) is not { CountsDown: false } && use.At.Parent?.Parent is not IInvocationOperation { TargetMethod.Name: "Increment" })
                    return false;
            }
            else if (use.At.Parent is not IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: 0 or 0L } })
                return false;
            else
                isAsked = true;
        return isAsked;
    }

    private static (SharedBy SharedBy, IReadOnlyList<StateUse> Others)? Shared(StateUse use, List<StateUse> changes, List<StateUse> updates, VariableState variable, TypeState state)
    {
        if (changes.FindAll(other => other.IsAtomicChange) is { Count: > 0 } atomic)
            return IsOnlyAskedForAny(variable) || use.Member.Name.StartsWith("Init", StringComparison.Ordinal) ? null : (SharedBy.Interlocked, atomic);
        if (Update.At(use.At) is not { } update)
            return null;
        if (variable.Variable is IFieldSymbol { IsVolatile: true } && (variable.Variable.IsStatic || IsLevel(use, updates)))
            return changes.TrueForAll(change => IsBeside(change, state)) ? null : (SharedBy.Volatile, changes.FindAll(other => other != use));

        var beside = IsBeside(use, state);
        if (updates.FindAll(other => IsBeside(other, state) != beside && IsOfCallers(beside ? other : use, state)) is { Count: > 0 } opposite)
            return (SharedBy.Started, opposite);

        return beside || variable.Variable is not IFieldSymbol field ? null
            : IsNumber(update) && IsUsedByThreads(field, state) && !Guard.IsOfOneThread(use.Member) ? (SharedBy.Numbers, [])
            : variable.Type.TypeKind == TypeKind.Delegate && IsOfCallers(use, state) && (BesideAtomic(variable, state) ?? CopiedToRaise(use, variable)) is { } others ? (SharedBy.Delegate, others)
            : null;
    }

    /// <summary>
    /// The copy that another member makes of the handlers before it calls them, as one does who reckons with handlers that come and go meanwhile:
    /// for an event that does something when the first handler comes. The accessors that the compiler writes are one step.
    /// </summary>
    private static IReadOnlyList<StateUse>? CopiedToRaise(StateUse use, VariableState variable)
    {
        if (use.Member is IMethodSymbol { MethodKind: MethodKind.EventAdd } && use.At.Root().Descendants().Any(step => step is IConditionalOperation))
            foreach (var other in variable.Uses)
                if (other.Kind == UseKind.Read && other.At.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation } && other.Member is not IMethodSymbol { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove })
                    return [other];
        return null;
    }

    /// <summary>The uses of another variable of the same object that are atomic outside construction: they show that several threads have the object.</summary>
    private static IReadOnlyList<StateUse>? BesideAtomic(VariableState variable, TypeState state)
    {
        foreach (var other in state.Variables)
            if (other != variable && other.Variable.IsStatic == variable.Variable.IsStatic && other.Type.IsReferenceType && other.Shared.FirstOrDefault(use => use.Is(UseKind.Atomic) && !use.At.IsForeign()) is { } atomic)
                return [atomic];
        return null;
    }

    /// <summary>
    /// True for what one function counts up before its work and down behind it: several may be at work. What only grows, or is told where others
    /// begin and end, is often counted by one thread, and volatile for those who read it.
    /// </summary>
    private static bool IsLevel(StateUse use, List<StateUse> updates) => updates.Exists(other => other.Function == use.Function && SymbolEqualityComparer.Default.Equals(other.Member, use.Member)
        && Update.At(other.At)?.CountsDown != Update.At(use.At)?.CountsDown);

    /// <summary>True behind a flag that Interlocked took in the same function: it lets in one at a time, as a lock does.</summary>
    private static bool IsBehindTakenFlag(StateUse use) => use.At.Root().Descendants().Any(part =>
        part is IInvocationOperation { TargetMethod.Name: "CompareExchange" or "Exchange" } call && call.Syntax.SpanStart < use.At.Syntax.SpanStart && call.EnclosingFunction() == use.Function
        && AtomicCall.Of(call) is { } atomic && !SymbolEqualityComparer.Default.Equals(atomic.Target.Named()?.OriginalDefinition, use.Variable)
        && call.User() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals });

    /// <summary>True behind a comparison with the current thread in the same function: what only the thread goes on to that holds something by its own name is its own.</summary>
    private static bool IsOfHolder(StateUse use)
    {
        foreach (var part in (use.Function ?? use.At.Root()).DescendantsHere())
            if (part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared && part.Syntax.SpanStart < use.At.Syntax.SpanStart
                && (IsCurrentThread(compared.LeftOperand) || IsCurrentThread(compared.RightOperand)))
                return true;
        return false;
    }

    private static bool IsCurrentThread(IOperation value) => (value.Unwrapped() is ILocalReferenceOperation { Local: var local } ? local.OnlyValue(value) ?? value : value).Unwrapped() is IPropertyReferenceOperation
    {
        Property: { Name: "CurrentThread", ContainingType.Name: "Thread" } or { Name: "ManagedThreadId", ContainingType.Name: "Thread" } or { Name: "CurrentManagedThreadId", ContainingType.Name: "Environment" }
    };

    /// <summary>The base calls what it declares as protected, and may hold a lock; the collector calls when nobody else does.</summary>
    private static bool IsCalledByOthers(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Destructor } || Guard.IsOfBase(member);

    /// <summary>True where only a body that this type starts comes to the use.</summary>
    private static bool IsBeside(StateUse use, TypeState state) => state.RunsOn(use) is WorkKind.Thread or WorkKind.Timer or WorkKind.Pool or WorkKind.Event or WorkKind.Callback or WorkKind.Service && !state.IsReachedByCallers(use);

    private static bool IsOfCallers(StateUse use, TypeState state) => state.RunsOn(use) is null && use.Function is null && !Guard.IsBeforeOrAfter(use.Member) && state.IsReachedByCallers(use);

    /// <summary>True for a step whose outcome becomes the number of something: kept, passed on or returned, and no index.</summary>
    private static bool IsNumber(Update update) =>
        update.Target.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64
        && update.Whole is IIncrementOrDecrementOperation
        && update.Whole.User() is IReturnOperation or IVariableInitializerOperation or IFieldInitializerOperation or IPropertyInitializerOperation or ISimpleAssignmentOperation { Target: not IDiscardOperation }
            or IInterpolationOperation or IArgumentOperation { Parent: IInvocationOperation or IObjectCreationOperation };

    /// <summary>
    /// True where the type itself reckons with several threads: it has a volatile field beside a static number, changes a static variable by Interlocked or under a lock, fills a collection of
    /// the same object under a lock, or keeps a concurrent dictionary by such numbers. A queue shows little: often one thread takes from it and
    /// numbers what it takes.
    /// </summary>
    private static bool IsUsedByThreads(IFieldSymbol variable, TypeState state) => variable.IsStatic && state.HasVolatile || state.Variables.Any(other =>
        other.Variable.IsStatic == variable.IsStatic
        && (other.Type is INamedTypeSymbol { Name: "ConcurrentDictionary", TypeArguments: [var key, _] } && SymbolEqualityComparer.Default.Equals(key, variable.Type)
            || variable.IsStatic && other.Shared.Any(use => use.IsAtomicChange || use.IsChange && !use.Locks.IsEmpty)
            || other.IsCollection && other.Type is not IArrayTypeSymbol && other.Type.Name.IndexOf("Queue", StringComparison.Ordinal) < 0 && other.Shared.Any(use => use.Is(UseKind.ChangesContent) && !use.Locks.IsEmpty)));

    /// <summary>
    /// <c>Report(count); count = 0;</c>: a number that Interlocked counts is taken and begun again, and what is counted in between is lost.
    /// </summary>
    private static bool IsTakenAndReset(StateUse use, VariableState variable) =>
        use.At.Parent is ISimpleAssignmentOperation { Value: var value, Parent: IExpressionStatementOperation } && value.Unwrapped().ConstantValue.HasValue && !use.IsBehindWait
        && !Resets.Any(word => use.Member.Name.IndexOf(word, StringComparison.Ordinal) >= 0)
        && variable.Uses.Any(other => other.IsAtomicChange && other.At.Parent?.Parent is IInvocationOperation { TargetMethod.Name: "Increment" or "Decrement" or "Add" })
        && variable.Uses.Any(read => read.Is(UseKind.Read) && !read.Is(UseKind.Write) && SymbolEqualityComparer.Default.Equals(read.Member, use.Member) && read.Function == use.Function && read.At.Syntax.SpanStart < use.At.Syntax.SpanStart
            && read.At.User() is IVariableInitializerOperation or IArgumentOperation or ISimpleAssignmentOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide });

    /// <summary>True for a part of a struct that this function has for itself.</summary>
    private static bool IsOfCopy(IOperation at) => at is IMemberReferenceOperation { Instance: { Type.IsValueType: true } owner }
        && owner is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };
}
