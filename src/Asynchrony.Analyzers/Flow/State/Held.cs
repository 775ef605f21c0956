using System.Reflection;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>A lock that is held somewhere: a lock for readers keeps only writers out.</summary>
internal readonly record struct Held(AccessPath Lock, bool ForReaders);

/// <summary>A lock that code takes: where, and whether the attempt may fail.</summary>
internal readonly record struct TakenLock(AccessPath Path, string Kind, SyntaxNode At, bool MayFail);

/// <summary>The locks at one place. Where more may be held than what is sure, the answer is uncertain.</summary>
internal readonly record struct HeldLocks(ImmutableArray<Held> Surely, bool Perhaps)
{
    public static HeldLocks None { get; } = new(ImmutableArray<Held>.Empty, false);

    public bool Any => Perhaps || !Surely.IsEmpty;
}

/// <summary>
/// Which locks the functions of one body hold where, as the text shows it: lock statements, and calls that take a lock before a place and
/// give it back behind it. A semaphore lets others in as it likes, and an attempt may fail: they make the answer uncertain.
/// </summary>
internal sealed class BodyLocks(Survey survey, ISymbol member, Table locks)
{
    private List<(IInvocationOperation At, LockCall? Lock)>? calls;
    private Names? names;
    private ImmutableArray<TakenLock> required;

    public Survey Survey => survey;

    /// <summary>The method, accessor, constructor or variable whose code this is.</summary>
    public ISymbol Member => member;

    /// <summary>True where a lock is taken in a way that we know.</summary>
    public bool TakesLocks => !survey.Locks.IsEmpty || IsSynchronized || survey.LockCalls(locks).Count > 0;

    /// <summary>What the expressions of the body name.</summary>
    public Names Names => names ??= new Names(survey.Root);

    /// <summary>True for a method that holds the lock of its object, or of its type, from its first statement to its last.</summary>
    private bool IsSynchronized => member is IMethodSymbol method && (method.MethodImplementationFlags & MethodImplAttributes.Synchronized) != 0;

    /// <summary>The locks that an attribute says the callers hold.</summary>
    private ImmutableArray<TakenLock> Required => required.IsDefault ? required = member is IMethodSymbol or IPropertySymbol ? LockContract.Of(member, LockContract.Requires) : ImmutableArray<TakenLock>.Empty : required;

    private List<(IInvocationOperation At, LockCall? Lock)> Calls
    {
        get
        {
            if (calls is not null)
                return calls;

            calls = [];
            foreach (var call in survey.Calls)
                if (LockCall.Of(call, locks) is { } known)
                    calls.Add((call, known));
                else if (LockNames.Tell(call.TargetMethod.Name) || call.User() is IUsingOperation or IVariableInitializerOperation && LockNames.Tell(call.TargetMethod.ContainingType.Name))
                    calls.Add((call, null));
            return calls;
        }
    }

    public HeldLocks Around(IOperation place)
    {
        var taken = TakenAt(place, out var perhaps);
        if (taken.IsEmpty)
            return perhaps ? new HeldLocks(ImmutableArray<Held>.Empty, true) : HeldLocks.None;

        var held = ImmutableArray.CreateBuilder<Held>(taken.Length);
        foreach (var one in taken)
            if (!one.MayFail && LockCall.IsThreadAffine(one.Kind))
                held.Add(new Held(one.Path, one.Kind == "reader"));
            else
                perhaps = true;
        return new HeldLocks(held.ToImmutable(), perhaps);
    }

    /// <summary>The locks that the function has taken before a place and not given back there, in the order of the text.</summary>
    public ImmutableArray<TakenLock> TakenAt(IOperation place, out bool perhaps)
    {
        perhaps = false;
        if (Calls.Count == 0 && survey.Locks.IsEmpty && !IsSynchronized && Required.IsEmpty)
            return ImmutableArray<TakenLock>.Empty;

        var function = FunctionOf(place);
        var held = function == survey.Root ? Required : ImmutableArray<TakenLock>.Empty;

        if (IsSynchronized && function == survey.Root)
            held = held.Add(new TakenLock(member.IsStatic ? AccessPath.Of(member.ContainingType) : AccessPath.This, "monitor", survey.Root.Syntax, MayFail: false));

        foreach (var statement in survey.Locks)
            if (statement.Body.Syntax.Span.Contains(place.Syntax.Span) && FunctionOf(statement) == function)
                if (Names.PathOf(statement.LockedValue) is not { } path || IsGivenUp(statement, path, place))
                    perhaps = true;
                else
                    held = held.Add(new TakenLock(path, KindOf(statement), statement.LockedValue.Syntax, MayFail: false));

        foreach (var (call, taken) in Calls)
        {
            if (call.Syntax.SpanStart >= place.Syntax.SpanStart || FunctionOf(call) != function)
                continue;

            if (taken is not { } known || known.Does == "held")
                perhaps = true;
            else if (known.Does == "acquire" ? IsStillHeld(call, known, function, place) : known.Does == "scope" ? IsInScope(call, place) : false)
                if (Names.PathOf(known.Lock) is { } path)
                    held = held.Add(new TakenLock(path, known.Kind, call.Syntax, known.MayFail(call)));
                else
                    perhaps = true;
            else
                perhaps |= known.Does == "acquire";
        }

        return held;
    }

    /// <summary>The kind of lock that a lock statement takes, as the Locks table calls it.</summary>
    public static string KindOf(ILockOperation statement) =>
        statement.LockedValue.Unwrapped().Type is { Name: "Lock", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } ? "lock" : "monitor";

    /// <summary>The lambda or local function around an operation, or the body itself.</summary>
    public IOperation FunctionOf(IOperation operation) => operation.EnclosingFunction() ?? survey.Root;

    /// <summary>
    /// True where the block that takes the lock leads to the place, and what gives it back stands behind; a branch in between that gives it
    /// back must leave.
    /// </summary>
    private bool IsStillHeld(IInvocationOperation acquire, LockCall taken, IOperation function, IOperation place)
    {
        if (!BlockOf(acquire).Contains(place))
            return false;

        var isGivenBackBehind = false;
        foreach (var (call, given) in Calls)
        {
            if (given?.GivesBack(taken) != true || FunctionOf(call) != function)
                continue;

            if (call.Syntax.SpanStart > place.Syntax.SpanStart)
                isGivenBackBehind = true;
            else if (call.Syntax.SpanStart > acquire.Syntax.SpanStart && (BlockOf(call).Contains(place) || !Leaves(BlockOf(call))))
                return false;
        }

        return isGivenBackBehind;
    }

    /// <summary>True where the section gives its lock up before the place, and takes it again behind.</summary>
    private bool IsGivenUp(ILockOperation statement, AccessPath path, IOperation place)
    {
        var isGivenUp = false;
        foreach (var (call, known) in Calls)
            if (known is { Does: "release" or "acquire" } change && call.Syntax.SpanStart < place.Syntax.SpanStart && statement.Body.Contains(call) && path.Equals(Names.PathOf(change.Lock)))
                isGivenUp = change.Does == "release" ? isGivenUp || BlockOf(call).Contains(place) : isGivenUp && !BlockOf(call).Contains(place) && !IsInFinally(call);
        return isGivenUp;
    }

    private static bool IsInFinally(IOperation call) => call.Ancestors().Any(outer => outer.Parent is ITryOperation { Finally: { } last } && last == outer);

    private IOperation BlockOf(IOperation operation) => operation.Ancestors().FirstOrDefault(outer => outer is IBlockOperation) ?? survey.Root;

    private static bool Leaves(IOperation block) => block is IBlockOperation { Operations: [.., IReturnOperation or IBranchOperation or IExpressionStatementOperation { Operation: IThrowOperation }] };

    /// <summary>True where a using statement or declaration keeps the guard until behind the place.</summary>
    private static bool IsInScope(IInvocationOperation call, IOperation place)
    {
        var scope = ScopeOf(call);
        return scope is not null && scope.Contains(place);
    }

    /// <summary>Where the using statement or declaration that keeps a guard disposes of it; null where none does.</summary>
    public static int? EndOfScope(IOperation guard) => ScopeOf(guard)?.Syntax.Span.End;

    /// <summary>The code during which a using statement or declaration keeps a guard.</summary>
    private static IOperation? ScopeOf(IOperation guard)
    {
        for (var outer = guard.Parent; outer is not null; outer = outer.Parent)
            switch (outer)
            {
                case IUsingOperation statement:
                    return statement.Resources.Contains(guard) ? statement.Body : null;
                case IUsingDeclarationOperation declaration:
                    return declaration.Parent;
                case IBlockOperation:
                    return null;
            }

        return null;
    }
}
