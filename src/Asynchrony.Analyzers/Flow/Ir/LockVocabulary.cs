using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What a call does to a lock, before it is known which lock it is.</summary>
internal readonly record struct LockCall(string Does, string Kind, IOperation? Lock, IMethodSymbol? Method)
{
    /// <summary>True for locks that belong to the thread that took them.</summary>
    public static bool IsThreadAffine(string kind) => kind is not ("semaphore" or "async" or "shared");

    /// <summary>False for locks that let others in who take the same one.</summary>
    public static bool IsForOne(string kind) => kind is not ("reader" or "upgradeable" or "shared");

    public static LockCall? Of(IOperation operation, Table locks) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } call when locks.Find(method, call.Instance?.Type) is { Length: > 1 } words =>
            new LockCall(words[0], words[1], words.Contains("argument") ? call.Arguments.FirstOrDefault()?.Value : call.Instance ?? call.Arguments.FirstOrDefault()?.Value, method),
        IInvocationOperation { TargetMethod: var guard, Arguments: [{ Value: var locked }, ..] } when TakesAny(guard) && locks.FindAnywhere(guard.Name) is ["scope", var kind, "argument"] && IsGuard(guard.ReturnType) => new LockCall("scope", kind, locked, guard),
        IPropertyReferenceOperation { Property: var property } reference when locks.Find(property, reference.Instance?.Type) is { Length: > 1 } words =>
            new LockCall(words[0], words[1], reference.Instance, null),
        _ => null,
    };

    /// <summary>The same also for an async lock of the program, of which no more is known than its name, and that it is taken when a task is done.</summary>
    public static LockCall? OrNamed(IInvocationOperation call, Table locks) => Of(call, locks)
        ?? (call.TargetMethod is var method && locks.FindAnywhere(method.Name) is [var does, var kind] && new LockCall(does, kind, call.Instance, method) is { IsAwaited: true } named ? named : null);

    /// <summary><c>using (TimedLock.Lock(gate))</c>: the monitor of any object, with a time limit perhaps behind which the call throws.</summary>
    private static bool TakesAny(IMethodSymbol method) => method is { IsStatic: true, IsExtensionMethod: false, Parameters: [{ Type.SpecialType: SpecialType.System_Object, RefKind: RefKind.None }, ..], ReturnType.SpecialType: SpecialType.None or SpecialType.System_IDisposable };

    private static bool IsGuard(ITypeSymbol type) => type.Name == nameof(IDisposable) || type.AllInterfaces.Any(implemented => implemented.Name == nameof(IDisposable));

    /// <summary>True where this gives back what another call has taken, as far as the names of the lock tell.</summary>
    public bool GivesBack(LockCall taken) => Does == "release" && Kind == taken.Kind && SymbolEqualityComparer.Default.Equals(Lock?.Named(), taken.Lock?.Named());

    /// <summary>True where the lock is taken only when the returned task is done.</summary>
    public bool IsAwaited => Method is { ReturnType: { Name: "Task" or "ValueTask" or "AwaitableDisposable" } };

    /// <summary>True where a bool tells whether the lock was taken: a time limit, or a name in Try without any time.</summary>
    public bool MayFail(IInvocationOperation call) =>
        Method is { } method
        && (ReturnsBool || Taken(call) is not null)
        && (call.Arguments.Any(IsTime) ? !call.Arguments.Any(IsEndless) : method.Name.StartsWith("Try", StringComparison.Ordinal));

    /// <summary>The variable that tells whether the lock was taken: the <c>ref</c> or <c>out</c> argument.</summary>
    public static IOperation? Taken(IInvocationOperation call) => call.Arguments.FirstOrDefault(argument =>
        argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out, Type.SpecialType: SpecialType.System_Boolean })?.Value;

    /// <summary>The same for an operation of a function, which may be anything.</summary>
    public static IOperation? TakenBy(IOperation attempt) => attempt is IInvocationOperation call ? Taken(call) : null;

    /// <summary>True where the call takes the lock only if it is free at this very moment.</summary>
    public static bool HasNoTime(IInvocationOperation call) => call.Arguments.Any(argument => IsTime(argument)
        && (argument.Value.ConstantValue is { HasValue: true, Value: 0 or 0L } || argument.Value.Unwrapped() is IFieldReferenceOperation { Field.Name: "Zero" } or IDefaultValueOperation));

    /// <summary>True where the outcome is a bool, be it one that is always true.</summary>
    public bool ReturnsBool => Method?.ReturnType is { SpecialType: SpecialType.System_Boolean } or INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static bool IsTime(IArgumentOperation argument) =>
        argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 } or { Name: "TimeSpan" };

    private static bool IsEndless(IArgumentOperation argument) => IsTime(argument)
        && (argument.Value.ConstantValue is { HasValue: true, Value: -1 or -1L }
            || argument.Value.Unwrapped() is IFieldReferenceOperation { Field: var field } && (field.Name is "InfiniteTimeSpan" or "Infinite" || LockHolder.IsAlwaysInfinite(field)));
}

/// <summary>Locks being taken and given back, waits in between, and where an exception may leave. Which members are locks is a table.</summary>
internal sealed class LockVocabulary(Table locks, Table steady, bool hasContracts) : Vocabulary
{
    private readonly Dictionary<object, Thing> guards = [];

    public override void Describe(IOperation operation, Extract extract)
    {
        switch (operation)
        {
            case IInvocationOperation call when LockCall.Of(call, locks) is { } found:
                Take(call, found, extract);
                break;
            case IInvocationOperation call when hasContracts && LockContract.IsStated(call.TargetMethod):
                Stated(call, extract);
                break;
            case IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" } call when extract.Variable(call.Instance) is { } guard && guards.TryGetValue(guard, out var guarded):
                extract.Add(new Event(Verb.Close, call) { Thing = guarded, Implied = call.IsImplicit });
                break;
            case IAwaitOperation awaited:
                Await(awaited, extract);
                break;
            case IReturnOperation { Kind: OperationKind.YieldReturn }:
                extract.Add(new Event(Verb.Yield, operation));
                break;
            case IInvocationOperation or IObjectCreationOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation when !operation.IsSteady(steady):
                extract.MayThrow(operation);
                if (operation is IInvocationOperation { TargetMethod: var method } && method.NeverReturns(steady))
                    extract.Add(new Event(Verb.Stop, operation));
                break;
        }
    }

    public override Thing? Asked(IOperation condition, Extract extract) =>
        LockCall.Of(condition, locks) is { Does: "held" } call ? ThingOf(call, extract) : null;

    /// <summary>A guard that was handed out is not null when it is to be disposed.</summary>
    public override bool? Decided(IOperation condition, Extract extract) =>
        condition is IIsNullOperation { Operand: var operand } && extract.Variable(operand) is { } guard && guards.ContainsKey(guard) ? false : null;

    private void Take(IInvocationOperation call, LockCall found, Extract extract)
    {
        if (found.Does == "held" || ThingOf(found, extract) is not { } thing)
            return;

        if (found.Does == "release")
            extract.Add(new Event(Verb.Close, call) { Thing = thing, Implied = call.IsImplicit });
        else if (!found.IsAwaited)
            Open(call, call, found, thing, extract);
        else
        {
            extract.MayThrow(call);
            if (call.IsDropped())
                extract.Add(new Event(Verb.Touch, call) { Thing = thing });
        }
    }

    /// <summary>A method that says of itself that it takes a lock, and by its bool perhaps whether it did, or that it gives one back.</summary>
    private static void Stated(IInvocationOperation call, Extract extract)
    {
        foreach (var released in LockContract.Of(call.TargetMethod, LockContract.Releases))
            if (ThingOf(released, call, extract) is { } thing)
                extract.Add(new Event(Verb.Close, call) { Thing = thing });

        foreach (var acquired in LockContract.Of(call.TargetMethod, LockContract.Acquires))
            if (ThingOf(acquired, call, extract) is { } thing)
            {
                extract.MayThrow(call);
                extract.Reread(call);
                extract.Add(call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean ? new Event(Verb.TryOpen, call) { Thing = thing, Test = call } : new Event(Verb.Open, call) { Thing = thing });
            }
    }

    /// <summary>What the method names by its own words, in those of its caller.</summary>
    private static Thing? ThingOf(TakenLock stated, IInvocationOperation call, Extract extract) =>
        stated.Kind == LockContract.EitherWay ? null : (stated.Path.Root is ITypeSymbol ? stated.Path : extract.PathOf(call.Instance) is { } owner ? stated.Path.On(owner) : null) is { } path ? new Thing(path, stated.Kind, path.ToString()) : null;

    private void Await(IAwaitOperation awaited, Extract extract)
    {
        extract.Add(new Event(Verb.Suspend, awaited) { Implied = awaited.IsImplicit });

        if (Awaited(extract.Through(awaited.Operation)) is { } call && LockCall.Of(call, locks) is { Does: "acquire" or "scope", IsAwaited: true } found && ThingOf(found, extract) is { } thing)
            Open(awaited, call, found, thing, extract);
        else
            extract.MayThrow(awaited);
    }

    /// <summary>The call behind ConfigureAwait and a local that holds its task.</summary>
    private static IInvocationOperation? Awaited(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => Awaited(task.Unwrapped()),
        IInvocationOperation call => call,
        _ => null,
    };

    private void Open(IOperation at, IInvocationOperation call, LockCall found, Thing thing, Extract extract)
    {
        if (!call.IsImplicit)
            extract.MayThrow(at);

        if (found.Does == "scope" && !Guarded(at, thing, extract))
        {
            if (at.IsDropped())
                extract.Add(new Event(Verb.Touch, at) { Thing = thing });
            return;
        }

        extract.Reread(at);
        var taken = LockCall.Taken(call) is { } flag ? extract.Variable(flag) : null;
        if (found.MayFail(call))
        {
            extract.Add(new Event(Verb.TryOpen, at) { Thing = thing, Test = at });
            if (taken is not null)
                extract.Add(new Event(Verb.Assign, at) { Test = taken, Value = new Truth(at, Negated: false) });
            return;
        }

        extract.Add(new Event(Verb.Open, at) { Thing = thing, Implied = call.IsImplicit });
        if (found.ReturnsBool)
            extract.Add(new Event(Verb.Assign, at) { Test = at, Value = Truth.Of(true) });
        if (taken is not null)
            extract.Add(new Event(Verb.Assign, at) { Test = taken, Value = Truth.Of(true) });
    }

    /// <summary>A guard in a variable releases when it is disposed there; one that goes elsewhere is out of our sight.</summary>
    private bool Guarded(IOperation at, Thing thing, Extract extract)
    {
        if (extract.Holder(at) is not { } holder)
            return false;

        guards[holder] = thing;
        return true;
    }

    /// <summary>A semaphore without a path may be any; a lock without one is known by nothing else either.</summary>
    private static Thing? ThingOf(LockCall call, Extract extract) =>
        extract.PathOf(call.Lock) is { } path ? new Thing(path, call.Kind, path.ToString()) : null;
}
