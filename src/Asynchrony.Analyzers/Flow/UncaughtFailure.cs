using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What may fail in a body that nobody calls, of a thread, a work item or a timer, with no handler around it: there is no caller to catch it.
/// What fails is what the Failing table lists, what others hand in to be called, and what the body throws itself: what a method throws that it
/// calls is most often meant for a mistake of its caller. What an awaiter is handed in is the rest of an async function, which catches for itself.
/// </summary>
internal sealed class UncaughtFailure
{
    /// <summary>How far calls of our own are followed.</summary>
    private const int Calls = 2;

    private static readonly ImmutableHashSet<string> OfStops = ImmutableHashSet.Create(StringComparer.Ordinal,
        "OperationCanceledException", "TaskCanceledException", "ThreadAbortException", "ThreadInterruptedException");

    /// <summary>Exceptions that tell a mistake of whoever calls, or of the very code.</summary>
    private static readonly ImmutableHashSet<string> OfMistakes = ImmutableHashSet.Create(StringComparer.Ordinal,
        "NullReferenceException", "IndexOutOfRangeException", "ArgumentException", "ObjectDisposedException", "ArgumentNullException", "ArgumentOutOfRangeException", "NotImplementedException", "NotSupportedException", "InvalidEnumArgumentException", "SwitchExpressionException", "UnreachableException");

    private UncaughtFailure(Handover work, IOperation at)
    {
        Work = work;
        At = at;
    }

    public Handover Work { get; }

    /// <summary>The call or throw that may fail, in the body or in a method that it calls.</summary>
    public IOperation At { get; }

    /// <summary>The first of each body that a member of some type hands over to a thread, the pool or a timer.</summary>
    public static IReadOnlyList<UncaughtFailure> In(Survey survey, INamedTypeSymbol? type, Table runsDelegate, Table failing, Compilation compilation, CancellationToken cancellation)
    {
        List<UncaughtFailure>? all = null;
        var resumes = type is not null && Resumes(type);
        foreach (var work in survey.Delegates(runsDelegate))
            if (work.RunsOn is WorkKind.Thread or WorkKind.Pool or WorkKind.Timer && CodeOf(work, compilation, cancellation) is { } code
                && FirstIn(code, failing, Calls, resumes, compilation, cancellation) is { } failure)
                (all ??= []).Add(new UncaughtFailure(work, failure));
        return (IReadOnlyList<UncaughtFailure>?)all ?? [];
    }

    /// <summary>The code that runs; nothing for an async function, whose exceptions take another way.</summary>
    private static IOperation? CodeOf(Handover work, Compilation compilation, CancellationToken cancellation) => work.Body switch
    {
        IMethodReferenceOperation { Method: { IsAsync: false, IsAbstract: false } method } => method.Body(compilation, cancellation)?.Body(),
        IMethodReferenceOperation => null,
        var function => function.Symbol() is { IsAsync: false } ? function.Body() : null,
    };

    private static IOperation? FirstIn(IOperation code, Table failing, int calls, bool resumes, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var operation in code.DescendantsHere())
            if (!operation.IsImplicit && FailureOf(operation, failing, calls, resumes, compilation, cancellation) is var (failure, stops) && !IsDealtWith(operation, code, stops) && !IsGuard(operation))
                return failure;
        return null;
    }

    /// <summary>What fails when an operation runs, and whether it only does so when somebody has told it to stop.</summary>
    private static (IOperation At, bool Stops)? FailureOf(IOperation operation, Table failing, int calls, bool resumes, Compilation compilation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case IThrowOperation { Exception: { } thrown }:
                return calls == Calls && thrown.Unwrapped().Type is { } type && !OfMistakes.Contains(type.Name) ? (operation, OfStops.Contains(type.Name)) : null;
            case IObjectCreationOperation { Constructor: { } constructor }:
                return WordOf(constructor, null, failing) == "fails" ? (operation, false) : null;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } handedIn:
                return calls == Calls && !resumes && IsHandedIn(handedIn) ? (operation, false) : null;
            case IInvocationOperation call:
                return WordOf(call.TargetMethod, call.Instance?.Type, failing) is { } word ? word == "safe" ? null : (call, word == "stops")
                    : IsStoppedBy(call) ? (call, true)
                    : calls > 0 && Called(call, compilation, cancellation) is { } code && FirstIn(code, failing, calls - 1, resumes, compilation, cancellation) is { } inner && !IsNeverStopped(inner, call) ? (inner, FailureOf(inner, failing, calls, resumes, compilation, cancellation)?.Stops == true)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>True for an awaiter, or what a value task awaits: it is handed in how an async function goes on.</summary>
    public static bool Resumes(INamedTypeSymbol type)
    {
        foreach (var given in type.AllInterfaces)
            if (given is { Name: "INotifyCompletion", ContainingNamespace.Name: "CompilerServices" } or { Name: "IValueTaskSource", ContainingNamespace.Name: "Sources" })
                return true;
        return false;
    }

    /// <summary>True for a throw behind a test that what the body was started with is there.</summary>
    private static bool IsGuard(IOperation failure) =>
        failure is IThrowOperation && NullTest.Around(failure, isNull: true, tested => tested.Unwrapped() is IParameterReferenceOperation) is not null;

    /// <summary>True for a call or creation that fails for what a program cannot rule out.</summary>
    public static bool Fails(IOperation operation, Table failing) => operation switch
    {
        IObjectCreationOperation { Constructor: { } constructor } => WordOf(constructor, null, failing) == "fails",
        IInvocationOperation call => WordOf(call.TargetMethod, call.Instance?.Type, failing) == "fails",
        _ => false,
    };

    /// <summary>True for an exception that tells that somebody gave up.</summary>
    public static bool IsOfStop(ITypeSymbol? type) => type is not null && OfStops.Contains(type.Name);

    private static string? WordOf(IMethodSymbol member, ITypeSymbol? receiver, Table failing) =>
        (failing.Find(member, receiver) is { IsEmpty: false } words ? words : failing.Find(member.ContainingType)) is [var word, ..] ? word : null;

    /// <summary>True for a wait that somebody can cancel, and that then throws.</summary>
    private static bool IsStoppedBy(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Wait" or "SignalAndWait" or "Take" or "Add" or "GetConsumingEnumerable" or "WaitAll" or "WaitAny"))
            return false;

        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Type.Name == "CancellationToken" && !argument.IsImplicit && !IsNoToken(argument.Value))
                return call.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);
        return false;
    }

    /// <summary>True for what only a token ends that the called method is not given.</summary>
    private static bool IsNeverStopped(IOperation failure, IInvocationOperation call) =>
        failure is IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested", Instance: IParameterReferenceOperation { Parameter: var token } }
        && call.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, token.OriginalDefinition) && IsNoToken(argument.Value));

    private static bool IsNoToken(IOperation value) =>
        value.Unwrapped() is IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } };

    /// <summary>True for a delegate that comes from elsewhere: nothing is known of what it does.</summary>
    private static bool IsHandedIn(IInvocationOperation call) => (call.Instance is IConditionalAccessInstanceOperation tested ? tested.Accessed() : call.Instance)?.Unwrapped() switch
    {
        IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference)?.Unwrapped() is not (IAnonymousFunctionOperation or IMethodReferenceOperation),
        IInvocationOperation => true,
        _ => false,
    };

    /// <summary>The code of a method of our own that the call runs before it returns.</summary>
    private static IOperation? Called(IInvocationOperation call, Compilation compilation, CancellationToken cancellation) =>
        call.TargetMethod is { IsAsync: false, IsAbstract: false, IsVirtual: false, IsOverride: false } method && method.Body(compilation, cancellation)?.Body() is { } body
        && !body.DescendantsHere().Any(operation => operation.Kind == OperationKind.YieldReturn) ? body : null;

    /// <summary>
    /// True inside a try with a handler that may be meant for it: one that only knows of being stopped is meant for nothing else. What a
    /// handler does itself, such as to throw again, is its author's decision.
    /// </summary>
    private static bool IsDealtWith(IOperation operation, IOperation code, bool stops)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null && inner != code; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ICatchClauseOperation)
                return true;
            if (outer is ITryOperation guarded && guarded.Body == inner)
                foreach (var handler in guarded.Catches)
                    if (stops || !OfStops.Contains(handler.ExceptionType.Name))
                        return true;
        }

        return false;
    }
}
