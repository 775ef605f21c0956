namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A variable that is set when it is first needed, with nothing that keeps two threads apart: both make an object, and one of the two is lost;
/// or a collection is kept first and filled then, so that whoever comes meanwhile finds a part of it.
/// </summary>
internal sealed class LazyInit
{
    private LazyInit(StateUse set, IOperation tested, IOperation? filled)
    {
        Set = set;
        Tested = tested;
        Filled = filled;
        IsSetUp = filled is not null && !IsOfCollection(set);
    }

    public StateUse Set { get; }

    /// <summary>The test whether there is one; of a collection that is filled under a lock, the use of it without.</summary>
    public IOperation Tested { get; }

    /// <summary>The first change of the collection behind the assignment; null where it is of no importance.</summary>
    public IOperation? Filled { get; }

    /// <summary>True for an object that is no collection: it is given its values, one after the other, behind the assignment.</summary>
    public bool IsSetUp { get; }

    /// <summary>True where two objects matter; if both wait to be given up, no later choice between them mends it.</summary>
    public bool IsOpen => Set.At.Parent is IAssignmentOperation { Value.Type: { } type } && Identity.IsOpen(type);

    /// <summary>True where all work that uses the variable is started by making the object: it is there once that is made, and makes none.</summary>
    public bool IsMetByOwnWorkOnly(VariableState variable, TypeState state)
    {
        foreach (var use in variable.Uses)
            if (state.RunsOn(use) is not null && (use == Set || !state.StartsOf(use).All(start => Set.At.Parent!.Contains(start))))
                return false;
        return true;
    }

    /// <summary>True where the member returns the variable: whatever its name, it is called whenever somebody needs the object.</summary>
    public bool IsHandedOut(VariableState variable)
    {
        foreach (var use in variable.Uses)
            if (use.Kind == UseKind.Read && use.At.User() is IReturnOperation && use.Function is null && SymbolEqualityComparer.Default.Equals(use.Member, Set.Member))
                return true;
        return false;
    }

    /// <summary>One a variable at most: the place where it is set first.</summary>
    public static LazyInit? Of(VariableState variable, TypeState state)
    {
        if (IsFilledWhereEmpty(variable) || IsMemo(variable))
            return null;

        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.IsConstruction && !use.Is(UseKind.Atomic) && (!use.MayBeLocked || !use.Locks.IsEmpty) && use.At.Parent is (ISimpleAssignmentOperation or ICoalesceAssignmentOperation) and IAssignmentOperation { Value: var made } && made.Unwrapped() is not IInstanceReferenceOperation
                && use.Function is null or ILocalFunctionOperation && Of(use, variable, state) is { } found)
                return found;
        return null;
    }

    /// <summary>True for an array of which each place gets what it needs from whoever finds it empty: a part of it is as good as all, and one is as good as another.</summary>
    private static bool IsFilledWhereEmpty(VariableState variable)
    {
        var isFilled = false;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.ChangesContent) && !use.IsConstruction)
            {
                if (use.At.Parent is not IArrayElementReferenceOperation element
                    || !(element.Parent is ICoalesceAssignmentOperation { Target: var target } && target == element)
                    && !(element.Parent is ISimpleAssignmentOperation assignment && assignment.Target == element && NullTest.Around(assignment, isNull: true, tested => tested is IArrayElementReferenceOperation && Update.IsSame(tested, element)) is not null))
                    return false;
                isFilled = true;
            }

        return isFilled;
    }

    /// <summary>True for a table for several threads that one member makes, asks and fills, and nothing else: what is lost with one of two is found again.</summary>
    private static bool IsMemo(VariableState variable)
    {
        if (variable.Type is not { Name: "ConcurrentDictionary" })
            return false;

        foreach (var use in variable.Uses)
            if (!use.IsConstruction && (!SymbolEqualityComparer.Default.Equals(use.Member, variable.Uses[0].Member) || !use.Is(UseKind.Write) && use.At.User() is not (IBinaryOperation or IIsPatternOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "TryAdd" or "GetOrAdd" })))
                return false;
        return true;
    }

    private static LazyInit? Of(StateUse set, VariableState variable, TypeState state)
    {
        var assignment = (IAssignmentOperation)set.At.Parent!;
        var filled = variable.IsCollection && MakesCollection(assignment.Value) ? FirstFill(set, variable) : null;

        if (!set.Locks.IsEmpty) // What comes behind ??= comes every time, and not only when the object is made.
            return filled is not null && assignment is not ICoalesceAssignmentOperation && !IsTestedBefore(set, variable) && BareReader(set, variable, state) is { } reader && (variable.Type is IArrayTypeSymbol || Guard.Of(variable, state) is null) ? new LazyInit(set, reader.At, filled) : null;

        var tested = assignment is ICoalesceAssignmentOperation ? set.At : NullTest.Around(set.At, isNull: true, operation => IsOf(operation, variable.Variable, set.At));
        filled ??= tested is not null && !variable.IsCollection && !TwoMatter(assignment.Value, variable) ? FirstSetUp(set, variable) : null;
        return tested is null || IsOfOneRun(tested) || IsBehindOnce(set, variable) || Guard.Of(variable, state) is not null || SpannedUpdate.Of(variable).Any(update => update.Write == set || update.Read.Syntax == tested.Syntax) || variable.Shared.Any(use => use.At == tested && (!use.Locks.IsEmpty || use.MayBeLocked)) ? null
            : filled is not null || TwoMatter(assignment.Value, variable) ? new LazyInit(set, tested, filled)
            : null;
    }

    /// <summary>True where code throws, or returns false, if the variable has a value: it is to run once, and who calls it twice has no right to.</summary>
    private static bool IsOfOneRun(IOperation tested)
    {
        foreach (var outer in tested.Ancestors())
            if (outer is IConditionalOperation { Type: null } branch)
                return branch.Condition.Contains(tested) && (Throws(branch.WhenTrue) || branch.WhenFalse is { } other && Throws(other));
        return false;

        static bool Throws(IOperation branch) => branch is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: false } }
            || branch is IBlockOperation { Operations: [.., var last] } && Throws(last);
    }

    /// <summary>True in a constructor behind a static flag that is set there: only the first object of the type comes to it, and what two first ones do is a matter of the flag.</summary>
    private static bool IsBehindOnce(StateUse set, VariableState variable)
    {
        if (!variable.Variable.IsStatic || set.Member is not IMethodSymbol { MethodKind: MethodKind.Constructor })
            return false;

        foreach (var outer in set.At.Ancestors())
            if (outer is IConditionalOperation { Condition: var condition, WhenTrue: var first } && first.Contains(set.At) && condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IFieldReferenceOperation { Field: { IsStatic: true } flag } }
                && first.DescendantsHere().Any(step => step is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var written }, Value.ConstantValue: { HasValue: true, Value: true } } && SymbolEqualityComparer.Default.Equals(written, flag)))
                return true;
        return false;
    }

    /// <summary>True behind a lock that is taken only where the variable was null: that is a matter of both tests.</summary>
    private static bool IsTestedBefore(StateUse set, VariableState variable) =>
        set.At.Ancestors().FirstOrDefault(outer => outer is ILockOperation) is { } locked && NullTest.Around(locked, isNull: true, operation => IsOf(operation, variable.Variable, set.At)) is not null;

    /// <summary>True for the same variable of the same object, as the text tells.</summary>
    private static bool IsOf(IOperation operation, ISymbol variable, IOperation like) =>
        operation is IMemberReferenceOperation { Member: var member } && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, variable) && Update.IsSame(operation, like);

    private static bool MakesCollection(IOperation value) => value.Unwrapped() is IObjectCreationOperation { Initializer: null } or IArrayCreationOperation { Initializer: null };

    /// <summary>The first change behind the assignment in the block of it, or in a block inside: every caller that sets it gets there.</summary>
    private static IOperation? FirstFill(StateUse set, VariableState variable)
    {
        if (set.At.Parent is not { Parent: IExpressionStatementOperation { Parent: IBlockOperation block } })
            return null;

        foreach (var use in variable.Uses)
            if (use.Function == set.Function && use.At.Syntax.SpanStart > set.At.Syntax.SpanStart && block.Contains(use.At))
            {
                if (use.Is(UseKind.Write))
                    return null;
                if (use.Is(UseKind.ChangesContent) || use.Is(UseKind.LetsOut) && use.At.User() is IArgumentOperation { Parent: IInvocationOperation })
                    return use.At;
            }

        return null;
    }

    private static bool IsOfCollection(StateUse set) => set.At.Parent is IAssignmentOperation { Value: var made } && MakesCollection(made);

    /// <summary>The first statement behind the assignment of a new object, in the block of it, that gives the object a value, a handler or an element.</summary>
    private static IOperation? FirstSetUp(StateUse set, VariableState variable)
    {
        if (set.At.Parent is not ISimpleAssignmentOperation { Parent: IExpressionStatementOperation { Parent: IBlockOperation block } statement } assignment || assignment.Value.Unwrapped() is not IObjectCreationOperation { Type.TypeKind: TypeKind.Class })
            return null;

        foreach (var next in block.Operations)
            if (next.Syntax.SpanStart > statement.Syntax.SpanStart && next is IExpressionStatementOperation { Operation: var step })
            {
                var owner = step switch
                {
                    IAssignmentOperation { Target: IPropertyReferenceOperation or IFieldReferenceOperation } given => OwnerOf(given.Target),
                    IEventAssignmentOperation { EventReference: IEventReferenceOperation handled } => handled.Instance,
                    IInvocationOperation call when SetsUp(call.TargetMethod.Name) => call.Instance,
                    _ => null,
                };
                if (step is IAssignmentOperation { Target: var target } && IsOf(target, variable.Variable, set.At))
                    return null;
                for (; owner is not null; owner = OwnerOf(owner.Unwrapped()))
                    if (IsOf(owner.Unwrapped(), variable.Variable, set.At))
                        return owner;
            }

        return null;

        static IOperation? OwnerOf(IOperation part) => (part as IMemberReferenceOperation)?.Instance;
    }

    /// <summary>True for a method that makes an object ready, as its name says. What starts or opens it comes when it is.</summary>
    private static bool SetsUp(string name) => LockNames.Begin(name, SettingUp);

    private static readonly ImmutableArray<string> SettingUp = ImmutableArray.Create("Add", "Set", "Init", "Register", "Configure", "Load", "Map");

    /// <summary>A use in another member that takes elements, or hands the collection out, and holds no lock.</summary>
    private static StateUse? BareReader(StateUse set, VariableState variable, TypeState state) => variable.Shared.FirstOrDefault(use =>
        use.Locks.IsEmpty && !use.MayBeLocked && !use.Is(UseKind.Write | UseKind.Atomic) && !Guard.IsBeforeOrAfter(use.Member)
        && (use.Is(UseKind.ReadsContent) && !use.Counts || use.Is(UseKind.LetsOut) || use.Kind == UseKind.Read && use.At.User() is IVariableInitializerOperation or IForEachLoopOperation)
        && !SymbolEqualityComparer.Default.Equals(use.Member, set.Member) && !MakesSure(use, set, state));

    /// <summary>True where the reader first calls what fills the collection, unless something tells him that it was: he comes when it is filled.</summary>
    private static bool MakesSure(StateUse use, StateUse set, TypeState state)
    {
        foreach (var step in (use.Function ?? use.At.Root()).DescendantsHere())
            if (step is IInvocationOperation { TargetMethod.OriginalDefinition: var called } && step.Syntax.SpanStart < use.At.Syntax.SpanStart
                && (SymbolEqualityComparer.Default.Equals(called, set.Member.OriginalDefinition) || state.Leads(called, set.Member)))
                return true;
        return false;
    }

    /// <summary>True where it matters which of two is kept: of those made here. A collection that nothing changes later holds the same either way.</summary>
    private static bool TwoMatter(IOperation value, VariableState variable)
    {
        var made = value.Unwrapped() is ILocalReferenceOperation { Local: var local } ? local.OnlyValue(value) ?? value : value;
        return made.Unwrapped() is not (IParameterReferenceOperation or IAssignmentOperation) && !made.Type.IsTask() && !(variable.IsCollection && !variable.IsChangedInPlace && value.Parent?.User() is not (IInvocationOperation or IPropertyReferenceOperation)) && Identity.MattersAlways(made.Unwrapped(), isFilled: false);
    }
}
