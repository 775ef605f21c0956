using System.Reflection;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>A lock that is held somewhere: a lock for readers keeps only writers out.</summary>
internal readonly record struct Held(AccessPath Lock, bool ForReaders);

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
    private static readonly ImmutableArray<string> Takers = ImmutableArray.Create("Lock", "Mutex", "Semaphore", "Enter", "Acquire", "Critical", "Exclusive");

    private List<(IInvocationOperation At, LockCall? Lock)>? calls;
    private Names? names;

    public Survey Survey => survey;

    /// <summary>The method, accessor, constructor or variable whose code this is.</summary>
    public ISymbol Member => member;

    /// <summary>True where a lock is taken in a way that we know.</summary>
    public bool TakesLocks => !survey.Locks.IsEmpty || IsSynchronized || survey.LockCalls(locks).Count > 0;

    /// <summary>What the expressions of the body name.</summary>
    public Names Names => names ??= new Names(survey.Root);

    /// <summary>True for a method that holds the lock of its object, or of its type, from its first statement to its last.</summary>
    private bool IsSynchronized => member is IMethodSymbol method && (method.MethodImplementationFlags & MethodImplAttributes.Synchronized) != 0;

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
                else if (Sounds(call.TargetMethod.Name) || call.User() is IUsingOperation or IVariableInitializerOperation && Sounds(call.TargetMethod.ContainingType.Name))
                    calls.Add((call, null));
            return calls;
        }
    }

    public HeldLocks Around(IOperation place)
    {
        if (Calls.Count == 0 && survey.Locks.IsEmpty && !IsSynchronized)
            return HeldLocks.None;

        var function = FunctionOf(place);
        var held = ImmutableArray<Held>.Empty;
        var perhaps = false;

        if (IsSynchronized && function == survey.Root)
            held = held.Add(new Held(member.IsStatic ? AccessPath.Of(member.ContainingType) : AccessPath.This, false));

        foreach (var statement in survey.Locks)
            if (statement.Body.Syntax.Span.Contains(place.Syntax.Span) && FunctionOf(statement) == function)
                Add(statement.LockedValue, forReaders: false);

        foreach (var (call, taken) in Calls)
        {
            if (call.Syntax.SpanStart >= place.Syntax.SpanStart || FunctionOf(call) != function)
                continue;

            if (taken is not { } known || known.Does == "held")
                perhaps = true;
            else if (known.Does == "scope" ? IsInScope(call, place) : known.Does == "acquire" && IsGivenBackBehind(known, function, place))
                if (known.Lock is not null && !known.MayFail(call) && known.Kind is not ("semaphore" or "async"))
                    Add(known.Lock, known.Kind == "reader");
                else
                    perhaps = true;
            else
                perhaps |= known.Does == "acquire";
        }

        return new HeldLocks(held, perhaps);

        void Add(IOperation value, bool forReaders)
        {
            if (Names.PathOf(value) is { } path)
                held = held.Add(new Held(path, forReaders));
            else
                perhaps = true;
        }
    }

    private IOperation FunctionOf(IOperation operation) => operation.EnclosingFunction() ?? survey.Root;

    private bool IsGivenBackBehind(LockCall taken, IOperation function, IOperation place)
    {
        foreach (var (call, given) in Calls)
            if (call.Syntax.SpanStart > place.Syntax.SpanStart && given is { Does: "release" } known && known.Kind == taken.Kind && FunctionOf(call) == function
                && SymbolEqualityComparer.Default.Equals(known.Lock?.Named(), taken.Lock?.Named()))
                return true;
        return false;
    }

    /// <summary>True where a using statement or declaration keeps the guard until behind the place.</summary>
    private static bool IsInScope(IInvocationOperation call, IOperation place)
    {
        foreach (var outer in call.Ancestors())
            switch (outer)
            {
                case IUsingOperation statement:
                    return statement.Body.Contains(place);
                case IUsingDeclarationOperation declaration:
                    return declaration.Parent?.Contains(place) == true;
                case IBlockOperation:
                    return false;
            }

        return false;
    }

    private static bool Sounds(string name)
    {
        foreach (var word in Takers)
            if (name.IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        return false;
    }
}
