using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A variable that is found not to be null and then read again and used, with no lock, where code of another member clears it: it may be null
/// by then; or that is copied, decided over by the copy, and read again. Own writes in between end it.
/// </summary>
internal sealed class Reread
{
    private Reread(StateUse use, IOperation tested, StateUse changes, Evidence evidence, ILocalSymbol? copy = null)
    {
        Use = use;
        Tested = tested;
        Changes = changes;
        Evidence = evidence;
        Copy = copy;
    }

    /// <summary>The second read.</summary>
    public StateUse Use { get; }

    public IOperation Tested { get; }

    /// <summary>Where another member sets it to null, or to something else.</summary>
    public StateUse Changes { get; }

    /// <summary>The local that has what was read first; null where only a test read it.</summary>
    public ILocalSymbol? Copy { get; }

    public Evidence Evidence { get; }

    /// <summary>True where the other member sets it to null.</summary>
    public bool IsCleared => IsClearing(Changes);

    /// <summary>True where the variable is read once, behind the registration of code that clears it.</summary>
    public bool IsRegistered { get; private init; }

    /// <summary>The first in each member.</summary>
    public static IEnumerable<Reread> Of(VariableState variable, TypeState state, Table concurrent)
    {
        if (variable.Type.IsValueType && variable.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            yield break;

        HashSet<ISymbol>? registering = null;
        foreach (var use in variable.Uses)
            if (UnderCallback(use, variable) is { } registered && (registering ??= new(SymbolEqualityComparer.Default)).Add(use.Member))
                yield return registered;

        StateUse? clears = null;
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && IsClearing(use))
            {
                clears = use;
                break;
            }

        if (clears is null)
        {
            foreach (var reread in OfCopies(variable, state, concurrent))
                yield return reread;
            yield break;
        }

        HashSet<ISymbol>? copying = null;
        foreach (var copied in variable.Uses)
            if (copied.Kind == UseKind.Read && !copied.IsConstruction && CopyOf(copied.At) is { } copy && BehindTestOf(copy, copied, variable) is { } again && EndsMeanwhile(variable) is { } end && (copying ??= new(SymbolEqualityComparer.Default)).Add(copied.Member))
                yield return new Reread(again, copied.At, end, Evidence.Of(variable, state, concurrent) is { IsOfVariable: true } seen ? seen : new Evidence(Sign.Copied), copy);

        if (variable.IsCollection && Guard.Of(variable, state) is not null || Evidence.Of(variable, state, concurrent) is not { IsOfVariable: true } evidence
            || evidence is { Sign: Sign.Locked, Use.Locks: var locks } && locks.All(held => held.Lock.Root is null && held.Lock.Members.Length > 1) // Whoever has the other object may hold its lock whenever it calls.
            || evidence is { Sign: Sign.Atomic, Use: { } step } && step.IsMadeFirst
            || evidence.Sign == Sign.Locked && !IsLockedInUse(variable))
            yield break;

        HashSet<ISymbol>? members = null;
        foreach (var use in variable.Uses)
            if (!use.Is(UseKind.Write | UseKind.Atomic) && use.IsBare && !use.IsConstruction && !use.IsAsserted && !Guard.IsBeforeOrAfter(use.Member) && IsTaken(use.At) && !IsCaught(use) && IsReachedFreely(use, state) && !IsChangedBare(use, variable, state)
                && !MayBeUnderBaseLock(use, evidence, state) && ClearsMeanwhile(use, variable, evidence, state) is { } other && TestOf(use, variable) is { } tested && (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member))
                yield return new Reread(use, tested, other, evidence);
    }

    /// <summary><c>using (token.Register(Close)) await x.Read();</c> where Close sets x to null: a token that is cancelled before the read runs it first.</summary>
    private static Reread? UnderCallback(StateUse use, VariableState variable)
    {
        if (use.Is(UseKind.Write | UseKind.Atomic) || !use.IsBare || use.IsConstruction || !IsTaken(use.At))
            return null;

        foreach (var outer in use.At.Ancestors())
            if (outer.IsFunction())
                return null;
            else if (outer is IUsingOperation { Resources: var resources, Body: var body } && body.Contains(use.At) && resources.DescendantsAndSelf().FirstOrDefault(IsRegistration) is IInvocationOperation registration
                && registration.Arguments[0].Value.Unwrapped() is var code)
                foreach (var other in variable.Uses)
                    if (IsClearing(other) && (code is IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation, Method: var method } && other.Function is null && SymbolEqualityComparer.Default.Equals(other.Member.OriginalDefinition, method.OriginalDefinition) || other.Function is not null && other.Function == code))
                        return new Reread(use, registration, other, new Evidence(Sign.Beside) { RunsOn = WorkKind.Token }) { IsRegistered = true };
        return null;
    }

    private static bool IsRegistration(IOperation operation) => operation is IInvocationOperation { TargetMethod: var method, Arguments.IsEmpty: false } && method.IsTokenRegistration();

    /// <summary><c>var now = x; if (now.Limit &lt; limit) return x.State;</c> Only where the very variable shows that it is shared.</summary>
    private static IEnumerable<Reread> OfCopies(VariableState variable, TypeState state, Table concurrent)
    {
        StateUse? writes = null;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.IsConstruction)
                writes ??= use;
        if (writes is null || !variable.Type.IsReferenceType || variable.IsCollection)
            yield break;

        foreach (var copied in variable.Uses)
            if (copied.Kind == UseKind.Read && copied.IsBare && !copied.IsConstruction && copied.At.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var copy } }
                && AgainBehind(copied, copy, variable) is { } again && Evidence.Of(variable, state, concurrent) is { IsOfVariable: true } evidence)
                yield return new Reread(again, copied.At, writes, evidence, copy);
    }

    /// <summary>The local that a read is kept in, once for all: <c>var now = x;</c>, <c>x is { } now</c></summary>
    private static ILocalSymbol? CopyOf(IOperation read) => read.User() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } copy } } => copy.OnlyValue(read) is null ? null : copy,
        IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol copy, DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } } => copy,
        IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol copy } } => copy,
        _ => null,
    };

    /// <summary>
    /// <c>var now = x; if (now != null) x.Use();</c> Whoever makes the copy and tests it knows that others clear the variable, and
    /// forgets it where he uses the variable all the same.
    /// </summary>
    private static StateUse? BehindTestOf(ILocalSymbol copy, StateUse copied, VariableState variable)
    {
        foreach (var use in variable.Uses)
        {
            if (use.Function != copied.Function || use.At.Root() != copied.At.Root() || use.At.Syntax.SpanStart <= copied.At.Syntax.SpanStart)
                continue;
            if (use.Kind != UseKind.Read || !use.IsBare)
                return null;
            if (IsTaken(use.At) && (NullTest.Around(use.At, isNull: false, IsCopy) is not null || copied.At.User() is IIsPatternOperation && NullTest.Around(use.At, isNull: false, operation => operation == copied.At) is not null))
                return use;
        }

        return null;

        bool IsCopy(IOperation operation) => operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, copy);
    }

    /// <summary>A use that sets the variable to null, and is neither the beginning nor the undoing of the object.</summary>
    private static StateUse? EndsMeanwhile(VariableState variable)
    {
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && IsClearing(use) && !IsUndone(use, variable) && !IsAsserted(use) && !Guard.IsBeforeOrAfter(use.Member))
                return use;
        return null;
    }

    /// <summary>The first use behind a decision over the copy that takes the variable again; none where the copy was null.</summary>
    private static StateUse? AgainBehind(StateUse copied, ILocalSymbol copy, VariableState variable)
    {
        foreach (var use in variable.Uses)
        {
            if (use.Function != copied.Function || use.At.Root() != copied.At.Root() || use.At.Syntax.SpanStart <= copied.At.Syntax.SpanStart)
                continue;
            if (use.Kind != UseKind.Read || !use.IsBare)
                return null;
            if (IsTaken(use.At) && use.At.Ancestors().Any(outer => outer is IConditionalOperation branch && !branch.Condition.Contains(use.At) && branch.Condition.DescendantsAndSelf().Any(IsCopy))
                && NullTest.Around(use.At, isNull: true, IsCopy) is null)
                return use;
        }

        return null;

        bool IsCopy(IOperation operation) => operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, copy);
    }

    /// <summary>
    /// False where only the end of the object holds a lock, or a single write among many other uses: that lock is there for something else.
    /// </summary>
    private static bool IsLockedInUse(VariableState variable)
    {
        var (locked, bare, isMore) = (0, 0, false);
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.Locks.IsEmpty)
                bare++;
            else if (!use.IsConstruction && !use.Member.Name.StartsWith("Dispose", StringComparison.Ordinal) && use.Member.Name != "Finalize")
            {
                locked++;
                isMore |= use.Kind != UseKind.Write || IsClearing(use);
            }

        return isMore || locked > 1 || locked == 1 && bare < 4;
    }

    /// <summary>True where the same member also writes the variable without the lock that most others hold: that is what its reader is told.</summary>
    private static bool IsChangedBare(StateUse use, VariableState variable, TypeState state)
    {
        if (Guard.Of(variable, state) is { } guard)
            foreach (var bare in guard.Bare)
                if (bare.IsChange && SymbolEqualityComparer.Default.Equals(bare.Member, use.Member))
                    return true;
        return false;
    }

    /// <summary>True where the function catches whatever null does, and goes on: it reckons with it.</summary>
    private static bool IsCaught(StateUse use)
    {
        for (var (inner, outer) = (use.At, use.At.Parent); outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && guarded.Body == inner && guarded.Catches.Any(handler => handler.ExceptionType.IsOfAllExceptions() && handler.Filter is null && !handler.Handler.DescendantsHere().Any(step => step is IThrowOperation)))
                return true;
        return false;
    }

    /// <summary>False for a part of members that come before or after all others, or whose callers are to hold the lock.</summary>
    private static bool IsReachedFreely(StateUse use, TypeState state) => use.Function is IAnonymousFunctionOperation || state.RunsOn(use) is not null || !state.IsReachedByCallers(use) || state.IsReachedByCallers(use, Guard.IsBeforeOrAfter); // Handlers are called by nobody.

    /// <summary>True for code that the base calls, under its own lock perhaps, where that is the lock that others take for the variable.</summary>
    private static bool MayBeUnderBaseLock(StateUse use, Evidence evidence, TypeState state) =>
        Guard.IsOfBase(use.Member) && evidence is { Sign: Sign.Locked, Use.Locks: var locks }
        && locks.Any(held => held.Lock.IsThis || held.Lock.Members is [.., var gate] && !SymbolEqualityComparer.Default.Equals(gate.ContainingType.OriginalDefinition, state.Type));

    /// <summary><c>x = null</c>, also in one step by Interlocked.</summary>
    private static bool IsClearing(StateUse use) => use.At.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == use.At && IsNothing(assignment.Value),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange" or "Write" } api, Arguments: [_, { Value: var value }, ..] } } => api.IsAtomic() && IsNothing(value),
        _ => false,
    };

    private static bool IsNothing(IOperation value) => value.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    /// <summary>True where null does harm: a member is called, the value is handed on or kept elsewhere.</summary>
    private static bool IsTaken(IOperation read) => read.User() switch
    {
        IInvocationOperation call => call.Instance?.Unwrapped() == read,
        IPropertyReferenceOperation property => property.Instance?.Unwrapped() == read && property.Property is not { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
        IFieldReferenceOperation field => field.Instance?.Unwrapped() == read,
        IEventReferenceOperation raised => raised.Instance?.Unwrapped() == read,
        IArrayElementReferenceOperation element => element.ArrayReference.Unwrapped() == read,
        IForEachLoopOperation or IAwaitOperation or ILockOperation => true,
        _ => false,
    };

    /// <summary>
    /// A use that sets the variable to null while this one may run: in another member, which others come to by other ways than through this one, in work
    /// that the type starts, or in a lambda that may run at any time; none where only the beginning or the end of the object clears it. Where only such work shows that the variable is shared, one of the two runs there and the other does not.
    /// </summary>
    private static StateUse? ClearsMeanwhile(StateUse use, VariableState variable, Evidence evidence, TypeState state)
    {
        foreach (var other in variable.Uses)
            if (!other.IsConstruction && IsClearing(other) && !IsUndone(other, variable) && !IsAsserted(other) && !other.Member.Name.StartsWith("Dispose", StringComparison.Ordinal) && !other.Member.Name.StartsWith("Init", StringComparison.Ordinal) && other.Member.Name is not ("Finalize" or WellKnownMemberNames.InstanceConstructorName) && IsElsewhere(other) && (evidence.Sign != Sign.Beside || state.RunsOn(use) is null != state.RunsOn(other) is null))
                return other;
        return null;

        bool IsElsewhere(StateUse other) => other.Function is IAnonymousFunctionOperation && other.Function != use.Function
            || !SymbolEqualityComparer.Default.Equals(other.Member.OriginalDefinition, use.Member.OriginalDefinition) && (state.RunsOn(other) is not null
                || state.IsReachedByCallers(other, member => SymbolEqualityComparer.Default.Equals(member, use.Member.OriginalDefinition)));
    }

    /// <summary><c>AssertNotRunning(); x = null;</c> Whoever clears it has made sure that nobody is under way, as the name of the call tells: not of one that only asks whether the object has come to its end.</summary>
    private static bool IsAsserted(StateUse clears)
    {
        foreach (var step in (clears.Function ?? clears.At.Root()).DescendantsHere())
            if (step is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: true, Name: var name } called, Instance: null or IInstanceReferenceOperation } } && step.Syntax.SpanStart < clears.At.Syntax.SpanStart
                && SymbolEqualityComparer.Default.Equals(called.ContainingType, clears.Member.ContainingType) && Asserting.Any(word => name.StartsWith(word, StringComparison.Ordinal)) && !LockNames.Say(name, Ends))
                return true;
        return false;
    }

    private static readonly ImmutableArray<string> Ends = ImmutableArray.Create("Dispos", "Clos", "Null");

    private static readonly ImmutableArray<string> Asserting = ImmutableArray.Create("Assert", "ThrowIf", "EnsureNot", "VerifyNot", "CheckNot");

    /// <summary>True in a handler of code that makes the object: what could not be made was never there for others.</summary>
    private static bool IsUndone(StateUse clears, VariableState variable)
    {
        IOperation inner = clears.At;
        for (var outer = inner.Parent; outer is not null && !inner.IsFunction(); inner = outer, outer = outer.Parent)
            if (outer is ITryOperation tried && inner is ICatchClauseOperation)
                foreach (var use in variable.Uses)
                    if (use.Is(UseKind.Write) && !IsClearing(use) && tried.Body.Contains(use.At))
                        return true;
        return false;
    }

    private static IOperation? TestOf(StateUse use, VariableState variable)
    {
        var tested = NullTest.Around(use.At, isNull: false, operation => operation is IMemberReferenceOperation { Member: var member }
            && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, variable.Variable) && Update.IsSame(operation, use.At));
        if (tested is null)
            return null;

        foreach (var between in variable.Uses)
            if (between.Function == use.Function && between.At.Syntax.SpanStart >= tested.Syntax.SpanStart && between.At.Syntax.SpanStart < use.At.Syntax.SpanStart && between.At.Root() == use.At.Root()
                && (between.Is(UseKind.Write) || between.At == tested && !between.IsBare))
                return null;
        return variable.Uses.Any(set => IsSetBefore(set, tested)) ? null : tested;
    }

    /// <summary>True for a plain write on the way to the test, in the very block: whoever sets the variable and looks at it right away holds himself for the only one, be it by a lock of his callers.</summary>
    private static bool IsSetBefore(StateUse set, IOperation tested)
    {
        if (set.Kind != UseKind.Write || set.At.Parent is not ISimpleAssignmentOperation { Parent: IExpressionStatementOperation { Parent: IBlockOperation block } statement } || statement.Syntax.SpanStart > tested.Syntax.SpanStart)
            return false;
        foreach (var next in block.Operations)
            if (next.Syntax.SpanStart > statement.Syntax.SpanStart)
                return next.Syntax.Span.Contains(tested.Syntax.Span);
        return false;
    }
}
