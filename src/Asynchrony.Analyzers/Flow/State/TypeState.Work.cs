namespace Asynchrony.Analyzers.Flow.State;

/// <summary>The work that a type starts: what runs on it, whether it goes on, and who waits for it.</summary>
internal sealed partial class TypeState
{
    private readonly Dictionary<object, Started> started = [];
    private Dictionary<object, WorkKind>? beside;
    private Dictionary<object, WorkKind>? lasting;
    private Dictionary<object, WorkKind>? unlocked;
    private Dictionary<object, WorkKind>? aside;

    /// <summary>What runs the use on another thread than the callers of the type; null where nothing is known to.</summary>
    public WorkKind? RunsOn(StateUse use) => Among(beside ??= Reached(_ => true), use);

    /// <summary>As <see cref="RunsOn"/>, of work that may still be under way when whoever starts it is done: nobody waits for it there.</summary>
    public WorkKind? GoesOnWith(StateUse use) => Among(lasting ??= Reached(GoesOn), use);

    /// <summary>As <see cref="RunsOn"/>, but for work that is waited for right where it starts: that only has a stack of its own.</summary>
    public WorkKind? RunsAside(StateUse use) => Among(aside ??= Reached(work => work.Calls.IsEmpty || !work.Calls.All(IsWaitedForAtOnce)), use);

    /// <summary>As <see cref="GoesOnWith"/>, by a way on which no lock may be held.</summary>
    public WorkKind? GoesOnUnlocked(StateUse use) => use.MayBeLocked || !use.Locks.IsEmpty ? null : Among(unlocked ??= Reached(GoesOn, call => !call.Locks.Any), use);

    /// <summary>The calls that start the work in which the use runs.</summary>
    public IEnumerable<IOperation> StartsOf(StateUse use) => started.Values.Where(work => Among(Reached(other => other == work), use) is not null).SelectMany(work => work.Calls);

    /// <summary>True in a body that is started for several runs at once, or beside others: what these do to each other is known where they start.</summary>
    public bool RunsBesideItself(StateUse use) => started.TryGetValue(CodeOf(use.Function, use.Member), out var known) && known.Several;

    /// <summary>As <see cref="RunsBesideItself"/>, also for private code that such a body leads to.</summary>
    public bool IsOfSeveralRuns(StateUse use) => IsRepeated(CodeOf(use.Function, use.Member), [])
        || use.Function?.Ancestors().Any(outer => started.TryGetValue(outer, out var known) && known.Several) == true;

    private bool IsRepeated(object code, HashSet<object> seen) =>
        seen.Add(code) && (started.TryGetValue(code, out var known) && known.Several
            || code is ISymbol symbol && IsClosed(symbol) && CallersOf(symbol).Any(call => IsRepeated(CodeOf(call.Function, call.Caller), seen)));

    private static WorkKind? Among(Dictionary<object, WorkKind> running, StateUse use) =>
        use.Function is not null && running.TryGetValue(use.Function, out var kind) || running.TryGetValue(KeyOf(use.Function, use.Member), out kind) ? kind : null;

    /// <summary>The started bodies and the private code that they lead to, with what runs them.</summary>
    private Dictionary<object, WorkKind> Reached(Func<Started, bool> counts, Func<OwnCall, bool>? leads = null)
    {
        var found = started.Where(body => counts(body.Value)).ToDictionary(body => body.Key, body => body.Value.Kind);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var call in calls)
                if (IsClosed(call.Callee) && !found.ContainsKey(call.Callee) && leads?.Invoke(call) != false
                    && (call.Function is not null && found.TryGetValue(call.Function, out var kind) || found.TryGetValue(KeyOf(call.Function, call.Caller), out kind)))
                {
                    found.Add(call.Callee, kind);
                    grown = true;
                }
        }

        return found;
    }

    private static bool GoesOn(Started work) => work.Calls.IsEmpty || !work.Calls.All(IsWaitedFor);

    /// <summary>True for work that the function that starts it waits for, or hands to its caller to wait for.</summary>
    public static bool IsWaitedFor(IOperation start)
    {
        var joins = JoinsOf(start);
        return joins.AtOnce || start.Ancestors().TakeWhile(outer => !outer.IsFunction()).Any(outer => outer is IReturnOperation)
            || (start.EnclosingFunction() ?? start.Root()).DescendantsHere().Any(step => IsBehind(step, start) && joins.Include(step));
    }

    /// <summary>True where nothing is done between the start and the wait.</summary>
    private static bool IsWaitedForAtOnce(IOperation start)
    {
        var joins = JoinsOf(start);
        var statement = start;
        while (statement.Parent is not (null or IBlockOperation) && !statement.IsFunction())
            statement = statement.Parent;
        if (joins.AtOnce || statement.Parent is not IBlockOperation block)
            return joins.AtOnce;

        foreach (var next in block.Operations)
            if (next.Syntax.SpanStart > statement.Syntax.SpanStart)
                if (next.DescendantsHere().Any(joins.Include))
                    return true;
                else if (next is not IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Start" } })
                    return false;
        return false;
    }

    /// <summary>True for what comes after the start in the text, or in another round of a loop around both.</summary>
    private static bool IsBehind(IOperation step, IOperation start) => step.Syntax.Span.End > start.Syntax.SpanStart || start.EnclosingLoop() is { } loop && loop.Contains(step);

    private static Joins JoinsOf(IOperation start)
    {
        var arguments = start switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation made => made.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty };
        return Joins.Of(start, arguments.Select(argument => Handover.BodyOf(argument.Value)).FirstOrDefault(body => body is not null));
    }

    /// <summary>True where the function that makes a use has waited before for all work that was started so: it is over by then.</summary>
    public bool IsBehindEnd(StateUse use, IReadOnlyList<IOperation> starts) => Waits(starts, (use.Function ?? use.At.Root()).DescendantsHere().Where(step => step.Syntax.Span.End <= use.At.Syntax.SpanStart));

    /// <summary>True where a member waits for all work that was started so: what it calls may come behind that.</summary>
    public bool WaitsFor(ISymbol member, IReadOnlyList<IOperation> starts) => Waits(starts, StepsOf(member));

    private bool Waits(IReadOnlyList<IOperation> starts, IEnumerable<IOperation> steps)
    {
        foreach (var start in starts)
            if (JoinsOf(start) is var joins && !steps.Any(step => joins.Include(step) || step is IInvocationOperation { TargetMethod: var method } && IsOwn(method) && StepsOf(method).Any(joins.Include)))
                return false;
        return starts.Count > 0;
    }

    private void Start(IOperation call, WorkKind? runsOn, ImmutableArray<IArgumentOperation> arguments, BodyLocks body)
    {
        if (runsOn is not { } kind || kind == WorkKind.Here || kind == WorkKind.Task && Parallelism.ComesBack(arguments))
            return;

        foreach (var argument in arguments)
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
                Start(argument.Value, kind, IsOneOfSeveral(), call);
            else if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.TypeKind: TypeKind.Delegate }, Initializer.ElementValues: var bodies } })
                foreach (var one in bodies)
                    Start(one, kind, IsOneOfSeveral(), call);

        bool IsOneOfSeveral() => kind == WorkKind.Parallel || call.EnclosingLoop() is not null || body.Survey.Delegates(tables.RunsDelegate).Count > 1;
    }

    private void Start(IOperation code, WorkKind kind, bool several, IOperation call)
    {
        switch (code.Unwrapped())
        {
            case IMethodReferenceOperation { Method: var method }:
                var again = started.TryGetValue(method.OriginalDefinition, out var before);
                started[method.OriginalDefinition] = new Started(kind, several || again && kind is not (WorkKind.Event or WorkKind.Callback), again ? before.Calls.Add(call) : ImmutableArray.Create(call));
                break;
            case IAnonymousFunctionOperation lambda:
                started[lambda] = new Started(kind, several, ImmutableArray.Create(call));
                break;
        }
    }

    private bool IsHandedToWork(IOperation function, Survey survey) => survey.Delegates(tables.RunsDelegate).Any(handover => handover.Body == function && handover.RunsOn != WorkKind.Here);

    /// <summary>The thread, task and so on that runs a body, and the calls that start it, none where the host does; several where other runs or other bodies may be under way meanwhile.</summary>
    private readonly record struct Started(WorkKind Kind, bool Several, ImmutableArray<IOperation> Calls);
}
