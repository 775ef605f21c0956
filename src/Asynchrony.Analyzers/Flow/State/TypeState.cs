using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// The variables of one type with every use its own code makes of them, the locks held there, and the threads the code runs on. Filled while
/// the type is analysed, complete at its end. Private methods are judged by who calls them.
/// </summary>
internal sealed class TypeState
{
    private readonly List<BodyLocks> bodies = [];
    private readonly List<StateUse> uses = [];
    private readonly List<OwnCall> calls = [];
    private readonly HashSet<ISymbol> referenced = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> handedOut = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<object, Started> started = [];
    private readonly Tables tables;
    private HashSet<ISymbol>? stored;
    private Dictionary<ISymbol, Entry>? entries;
    private Dictionary<object, WorkKind>? beside;
    private CallGraph? graph;
    private Dictionary<object, WorkKind>? lasting;
    private bool? signs;
    private Dictionary<object, WorkKind>? unlocked;
    private Dictionary<object, WorkKind>? aside;
    private Func<StateUse, bool>? ofOthers;

    private TypeState(INamedTypeSymbol type, Tables tables)
    {
        Type = type;
        this.tables = tables;
    }

    /// <summary>The state of a type as the bodies show it that are given, be they its own or those of others that name its variables.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bodies">The bodies.</param>
    /// <param name="on">Knows the tables.</param>
    /// <param name="mayBeLocked">True where a use by others may be under a lock, as whoever calls their code may hold one.</param>
    public static TypeState Of(INamedTypeSymbol type, IEnumerable<BodyLocks> bodies, RuleRegistration on, Func<StateUse, bool> mayBeLocked)
    {
        var state = new TypeState(type, Tables.Of(on)) { ofOthers = mayBeLocked };
        state.bodies.AddRange(bodies);
        state.Complete();
        return state;
    }

    /// <summary>True for what code of another type does with a variable of this one.</summary>
    public bool IsOfOthers(StateUse use) => !IsOwn(use.Member);

    public INamedTypeSymbol Type { get; }

    /// <summary>The variables that are used, in the order of their declarations.</summary>
    public IReadOnlyList<VariableState> Variables { get; private set; } = [];

    /// <summary>Watches every type that may be shared, once for all rules that ask; <paramref name="check"/> is called at its end.</summary>
    public static void Each(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, _ => true);

    /// <summary>As <see cref="Each"/>, for what needs a lock: a type that takes none is not looked at.</summary>
    public static void EachWithLocks(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => state.TakesLocks);

    /// <summary>As <see cref="Each"/>, for what needs a lock, or code that the type itself runs on another thread: a type that has neither is not looked at.</summary>
    public static void EachWithLocksOrThreads(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => state.TakesLocks || state.StartsWork);

    /// <summary>As <see cref="Each"/>, for what is about events: a type that has none, or neither shows that it knows threads nor awaits, is not looked at.</summary>
    public static void EachWithEvents(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => state.HasEvents && (state.KnowsThreads || state.Awaits));

    /// <summary>As <see cref="Each"/>, for what needs any sign of threads: also a field that is volatile, static or a collection for several threads, or an atomic step.</summary>
    public static void EachWithSigns(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => state.HasSigns);

    /// <summary>As <see cref="Each"/>, for the types for which <paramref name="wanted"/> holds: if no rule wants a type, it is not looked at.</summary>
    public static void Each(RuleRegistration on, Func<TypeState, bool> wanted, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, wanted);

    /// <summary>The functions of the type, and what they do through each other; found at the first question.</summary>
    public CallGraph Calls => graph ??= new CallGraph([.. bodies.Select(body => CodeReader.Read(body, tables.Calls))], isProgram: false, tables.Cancellation);

    /// <summary>All code of the type, with the locks that it holds where.</summary>
    public IReadOnlyList<BodyLocks> Bodies => bodies;

    /// <summary>True where any code of the type takes a lock.</summary>
    public bool TakesLocks
    {
        get
        {
            foreach (var body in bodies)
                if (body.TakesLocks)
                    return true;
            return false;
        }
    }

    /// <summary>True where any code of the type hands something to who runs delegates.</summary>
    public bool StartsWork
    {
        get
        {
            foreach (var body in bodies)
                if (body.Survey.StartsWork(tables.RunsDelegate) || ForeignEvent.IsService(body.Member, tables.Events) || ForeignEvent.AnyIn(body.Survey, tables.Events))
                    return true;
            return false;
        }
    }

    /// <summary>True where any code of the type awaits inside a loop over elements.</summary>
    public bool AwaitsInLoops
    {
        get
        {
            foreach (var body in bodies)
                foreach (var wait in body.Survey.Suspensions)
                    for (var outer = wait.Parent; outer is not null; outer = outer.Parent)
                        if (outer is IForEachLoopOperation)
                            return true;
            return false;
        }
    }

    /// <summary>True where the type keeps what threads meet by: handles to wait for, semaphores, tokens to cancel, timers, collections for several threads.</summary>
    public bool KeepsMeans
    {
        get
        {
            foreach (var member in Type.GetMembers())
                if (member is IFieldSymbol { IsConst: false, Type: { IsReferenceType: true } kept } && kept.ContainingNamespace is { Name: "Threading" or "Concurrent", ContainingNamespace.Name: "System" or "Collections" } && kept.Name != "SynchronizationContext")
                    return true;
            return false;
        }
    }

    /// <summary>True where the type itself shows that several threads come to its objects.</summary>
    public bool KnowsThreads => TakesLocks || StartsWork || KeepsMeans || HasVolatile || HasCallsOfSigns;

    private bool HasEvents
    {
        get
        {
            foreach (var member in Type.GetMembers())
                if (member.Kind == SymbolKind.Event)
                    return true;
            return false;
        }
    }

    private bool Awaits
    {
        get
        {
            foreach (var body in bodies)
                if (!body.Survey.Suspensions.IsEmpty)
                    return true;
            return false;
        }
    }

    /// <summary>True where anything in the type has to do with threads.</summary>
    private bool HasSigns => signs ??= TakesLocks || StartsWork || HasSharedField || HasCallsOfSigns;

    /// <summary>True where a field of the type is volatile.</summary>
    public bool HasVolatile
    {
        get
        {
            foreach (var member in Type.GetMembers())
                if (member is IFieldSymbol { IsVolatile: true })
                    return true;
            return false;
        }
    }

    private bool HasSharedField
    {
        get
        {
            foreach (var member in Type.GetMembers())
                if (member is IFieldSymbol { IsConst: false } own && (own.IsVolatile || own.IsStatic && !own.IsReadOnly || own.Type.ContainingNamespace?.Name == "Concurrent") || HasOwnAccessors(member))
                    return true;
            return false;
        }
    }

    /// <summary>True for an atomic step, and for code that a token runs when it is cancelled.</summary>
    private bool HasCallsOfSigns
    {
        get
        {
            foreach (var body in bodies)
                foreach (var call in body.Survey.Calls)
                    if (call.TargetMethod.IsAtomic() || call.TargetMethod.IsTokenRegistration())
                        return true;
            return false;
        }
    }

    /// <summary>Whether a variable of the type, or one that all its objects share, may be a collection that is not made for threads.</summary>
    public (bool Any, bool Static) HasCollections
    {
        get
        {
            var any = false;
            foreach (var member in Type.GetMembers())
                if (member is IFieldSymbol { Type: var kept } && MayBeCollection(kept, tables.Unguarded))
                    if (member.IsStatic)
                        return (true, true);
                    else
                        any = true;
            return (any, false);
        }
    }

    /// <summary>True where a use calls a member of its collection that does so with the elements, as the table Unguarded says.</summary>
    public bool Does(StateUse use, string word) => use.At.User() switch
    {
        IInvocationOperation call => Does(call, word),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } => Does(call, word) || tables.Unguarded.FindAnywhere(call.TargetMethod.Name).Contains(word),
        _ => false,
    };

    public bool Does(IInvocationOperation call, string word) => tables.Unguarded.Find(call.TargetMethod, call.Instance?.Type).Contains(word);

    /// <summary>True for a member that shows its collection, or an element of it, under another name, and goes on doing so.</summary>
    public bool IsView(ISymbol member, IOperation? collection) => tables.Views.Find(member, collection?.Unwrapped().Type).Contains("view");

    /// <summary>True for the name of a query that looks into what it is asked of, and has not begun.</summary>
    public bool IsQuery(string name) => tables.Views.SaysWritten(nameof(Enumerable), name, "view");

    /// <summary>True where a call changes its receiver: a collection that is not made for several threads, or an object of the program that no lock of its own keeps in order.</summary>
    public bool Changes(IInvocationOperation call) => call is { Instance: { Type: { } type } receiver, SemanticModel.Compilation: { } compilation }
        && (!call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || MayBeCollection(type, tables.Unguarded))
        && new ObjectChange(compilation, tables.Effects, tables.Releases, tables.Cancellation).Of(call).Any(change => change.Object == receiver && change.How == ObjectChange.Changed);

    /// <summary>True where the code of a member takes a lock anywhere.</summary>
    public bool LocksIn(ISymbol member)
    {
        foreach (var body in bodies)
            if (body.TakesLocks && SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, member.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>True for an event with accessors of its own: whoever adds a handler does so from any thread, and what the compiler writes is made for that.</summary>
    private static bool HasOwnAccessors(ISymbol member) => member is IEventSymbol { IsAbstract: false, AddMethod: { IsImplicitlyDeclared: false, IsExtern: false } };

    /// <summary>True for a type whose variables several threads may use, as its members and the words of its files tell: others are not watched.</summary>
    public static bool MayBeShared(INamedTypeSymbol type, Engine engine, Table unguarded)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.DeclaringSyntaxReferences.IsEmpty)
            return false;

        var has = false;
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsConst: false } field)
            {
                if (field.IsVolatile || field.IsStatic && MayBeCollection(field.Type, unguarded))
                    return true;
                has = true;
            }
            else if (HasOwnAccessors(member))
                return true;
            else if (member is IEventSymbol or IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" })
                has = true; // Its variables may be shared by the threads it starts.

        if (has)
            foreach (var part in type.DeclaringSyntaxReferences)
                if (engine.SpeaksOfThreads(part.SyntaxTree))
                    return true;
        return false;
    }

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

    /// <summary>Whose code an operation is part of.</summary>
    public ISymbol? MemberOf(IOperation operation)
    {
        var root = operation.Root();
        return bodies.Find(body => body.Survey.Root.Root() == root)?.Member;
    }

    /// <summary>True where the use can be reached from code that others call, and not only from a body that this type starts.</summary>
    public bool IsReachedByCallers(StateUse use) => IsReachedByCallers(use, _ => false);

    /// <summary>The same, by other ways than through members of which <paramref name="but"/> holds.</summary>
    public bool IsReachedByCallers(StateUse use, Func<ISymbol, bool> but) => use.Function is null or ILocalFunctionOperation && ReachedByCallers(KeyOf(use.Function, use.Member), but, []);

    /// <summary>True in a body that is started for several runs at once, or beside others: what these do to each other is known where they start.</summary>
    public bool RunsBesideItself(StateUse use) => started.TryGetValue(CodeOf(use.Function, use.Member), out var known) && known.Several;

    /// <summary>As <see cref="RunsBesideItself"/>, also for private code that such a body leads to.</summary>
    public bool IsOfSeveralRuns(StateUse use) => IsRepeated(CodeOf(use.Function, use.Member), [])
        || use.Function?.Ancestors().Any(outer => started.TryGetValue(outer, out var known) && known.Several) == true;

    private bool IsRepeated(object code, HashSet<object> seen) =>
        seen.Add(code) && (started.TryGetValue(code, out var known) && known.Several
            || code is ISymbol symbol && IsClosed(symbol) && CallersOf(symbol).Any(call => IsRepeated(CodeOf(call.Function, call.Caller), seen)));

    private static object CodeOf(IOperation? function, ISymbol member) => (object?)(function as IAnonymousFunctionOperation) ?? KeyOf(function, member);

    private bool ReachedByCallers(ISymbol code, Func<ISymbol, bool> but, HashSet<ISymbol> seen) =>
        seen.Add(code) && !but(code)
        && (!IsClosed(code) || CallersOf(code).Any(call => call.Function is not IAnonymousFunctionOperation && ReachedByCallers(KeyOf(call.Function, call.Caller), but, seen)));

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

    private IEnumerable<IOperation> StepsOf(ISymbol member) => bodies.Where(body => SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, member.OriginalDefinition)).SelectMany(body => body.Survey.Root.DescendantsHere());

    /// <summary>True where the code of a member itself calls another one.</summary>
    public bool Leads(ISymbol from, ISymbol to) => CallersOf(to.OriginalDefinition).Any(call => call.Function is null && SymbolEqualityComparer.Default.Equals(call.Caller, from));

    /// <summary>The members whose own code calls another one.</summary>
    public IEnumerable<ISymbol> MembersThatCall(ISymbol code) => CallersOf(code.OriginalDefinition).Where(call => call.Function is null).Select(call => call.Caller);

    private IEnumerable<OwnCall> CallersOf(ISymbol code) => calls.Where(call => SymbolEqualityComparer.Default.Equals(call.Callee, code));

    /// <summary>Takes in a body, once: what it holds is looked at when the type is complete, if anything in it speaks of threads.</summary>
    private void See(IOperation root, ISymbol member, Engine engine)
    {
        var body = new BodyLocks(engine.Survey(root), member, tables.Locks);
        lock (bodies)
            bodies.Add(body);
    }

    private void See(IOperation operation, BodyLocks body)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsConst: false } field } reference when IsOwn(field):
                Use(operation, field.OriginalDefinition, reference.Instance, body);
                break;
            case IPropertyReferenceOperation { Property: var property } reference when IsOwn(property):
                if (IsStored(property.OriginalDefinition))
                    Use(operation, property.OriginalDefinition, reference.Instance, body);
                else
                    Call(property.OriginalDefinition, operation, reference.Instance, body);
                break;
            case IInvocationOperation { TargetMethod: var method } call:
                if (IsOwn(method) || method.MethodKind == MethodKind.LocalFunction)
                    Call(method.OriginalDefinition, operation, call.Instance, body);
                else if (ForeignEvent.CallbackOf(call, tables.Events) is { } callback)
                    Start(callback, WorkKind.Callback, several: false, call);
                else
                    Start(operation, WorkKinds.Of(tables.RunsDelegate.Find(method)), call.Arguments, body);
                break;
            case IEventAssignmentOperation subscription when ForeignEvent.IsRaisedAside(subscription, tables.Events):
                Start(subscription.HandlerValue, WorkKind.Event, several: false, subscription);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Start(operation, WorkKinds.Of(tables.RunsDelegate.Find(constructor)), creation.Arguments, body);
                break;
            case IMethodReferenceOperation { Method: var method } when IsOwn(method) || method.MethodKind == MethodKind.LocalFunction:
                referenced.Add(method.OriginalDefinition);
                if (operation.Parent?.Parent is not IEventAssignmentOperation)
                    handedOut.Add(method.OriginalDefinition);
                break;
        }
    }

    private void Use(IOperation at, ISymbol variable, IOperation? instance, BodyLocks body)
    {
        var type = variable.VariableType()!;
        var kind = StateUse.KindOf(at, IsCollection(type), tables.Effects, tables.Views);
        if (kind == UseKind.None)
            return;

        var function = at.EnclosingFunction();
        var use = new StateUse(at, variable, function, kind, body, body.Around(at)) { IsLater = IsBehindAwait(at, body) };

        if (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } or { Parent: IMemberInitializerOperation } || instance is not null && IsNew(instance, body))
            use.IsConstruction = true;
        else if (instance is not null and not IInstanceReferenceOperation)
        {
            // Locks of this object say nothing about another one.
            var owner = body.Names.PathOf(instance);
            var held = use.Locks;
            use.Locks = held.Select(one => one.Lock.Root is ITypeSymbol ? one : owner is not null && one.Lock.From(owner) is { } path ? one with { Lock = path } : default).Where(one => one.Lock is not null).ToImmutableArray();
            use.MayBeLocked |= owner is null || use.Locks.Length != held.Length;
        }

        // A lambda may run at once, under whatever is held where it is made.
        if (function is IAnonymousFunctionOperation && !IsHandedToWork(function, body.Survey) && body.Around(function).Any)
            use.MayBeLocked = true;
        uses.Add(use);
    }

    private void Call(ISymbol callee, IOperation at, IOperation? instance, BodyLocks body)
    {
        calls.Add(new OwnCall(callee, body.Around(at), body.Member, at.EnclosingFunction(), instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, IsBehindAwait(at, body)));
    }

    /// <summary>True for what an async function does when whoever called it may have gone on: the object is made by then.</summary>
    private static bool IsBehindAwait(IOperation at, BodyLocks body)
    {
        var function = default(IOperation);
        foreach (var wait in body.Survey.Suspensions)
            if (wait.Syntax.SpanStart < at.Syntax.SpanStart && !wait.Syntax.Span.Contains(at.Syntax.Span) && wait.EnclosingFunction() == (function ??= at.EnclosingFunction()))
                return true;
        return false;
    }

    private void Start(IOperation call, WorkKind? runsOn, ImmutableArray<IArgumentOperation> arguments, BodyLocks body)
    {
        if (runsOn is not { } kind || kind == WorkKind.Here)
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

    private void Complete()
    {
        bodies.Sort((one, other) => InTextOrder(one.Survey.Root, other.Survey.Root));
        foreach (var body in bodies)
        {
            if (ForeignEvent.IsService(body.Member, tables.Events))
                started[body.Member.OriginalDefinition] = new Started(WorkKind.Service, Several: false, ImmutableArray<IOperation>.Empty);
            foreach (var operation in body.Survey.Root.DescendantsAndSelf())
                See(operation, body);
        }

        FindEntries();

        foreach (var use in uses)
        {
            var entry = use.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(use.Function, use.Member));
            if (ofOthers is not null && IsOfOthers(use))
            {
                var perhaps = ofOthers(use);
                entry = Entry.Open with { Perhaps = perhaps, Bare = !perhaps };
                use.IsConstruction |= use.Member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } || !use.At.IsForeign() && !use.Variable.IsStatic && !use.IsLater && use.Member is IMethodSymbol { MethodKind: MethodKind.Constructor } or IFieldSymbol or IPropertySymbol;
            }

            use.MayComeBare = use.Locks.IsEmpty && !use.MayBeLocked && entry.Bare;
            use.MayBeLocked |= entry.Perhaps;
            if (use.At.IsForeign())
                continue;
            use.Locks = Union(use.Locks, entry.Locks);
            use.IsConstruction |= entry.IsConstruction && !use.IsLater && (!use.Variable.IsStatic || use.Member.IsStatic);
        }

        Variables = FindVariables();
    }

    private List<VariableState> FindVariables()
    {
        uses.Sort((one, other) => InTextOrder(one.At, other.At));
        var perVariable = new Dictionary<ISymbol, List<StateUse>>(SymbolEqualityComparer.Default);
        foreach (var use in uses)
        {
            if (!perVariable.TryGetValue(use.Variable, out var known))
                perVariable.Add(use.Variable, known = []);
            known.Add(use);
        }

        var found = new List<VariableState>(perVariable.Count);
        foreach (var entry in perVariable)
        {
            var type = entry.Key.VariableType()!;
            var content = IsInterface(type) ? ContentOf(entry.Key, entry.Value) : type;
            if (content is null && IsInterface(type))
                foreach (var use in entry.Value)
                    use.ForgetContent();
            found.Add(new VariableState(entry.Key, type, content ?? type, content is not null && IsCollection(content), entry.Value));
        }

        found.Sort((one, other) => InFileOrder(one.Uses[0].At, other.Uses[0].At) is not 0 and var file ? file
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : InTextOrder(one.Uses[0].At, other.Uses[0].At));
        return found;
    }

    private static int InFileOrder(IOperation one, IOperation other) => string.CompareOrdinal(one.Syntax.SyntaxTree.FilePath, other.Syntax.SyntaxTree.FilePath);

    /// <summary>By file and place; of two that begin at one place the whole comes before its part.</summary>
    private static int InTextOrder(IOperation one, IOperation other) => InFileOrder(one, other) is not 0 and var file ? file
        : one.Syntax.SpanStart != other.Syntax.SpanStart ? one.Syntax.SpanStart.CompareTo(other.Syntax.SpanStart)
        : other.Syntax.Span.End.CompareTo(one.Syntax.Span.End);

    private static ImmutableArray<Held> Union(ImmutableArray<Held> some, ImmutableArray<Held> others)
    {
        var all = some;
        foreach (var held in others)
            if (!some.Contains(held))
                all = all.Add(held);
        return all;
    }

    /// <summary>What holds whenever a private method is entered: what all who call it hold.</summary>
    private void FindEntries()
    {
        entries = new Dictionary<ISymbol, Entry>(SymbolEqualityComparer.Default);
        var all = calls.GroupBy(call => call.Callee, SymbolEqualityComparer.Default).ToList();
        var byCallee = all.FindAll(group => IsClosed(group.Key!) && !referenced.Contains(group.Key!));
        foreach (var group in byCallee)
            entries[group.Key!] = Entry.Top;

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var group in byCallee)
            {
                var entry = group.Select(OfCall).Aggregate(Entry.Top, (one, other) => one.And(other));
                changed |= !entry.Same(entries[group.Key!]);
                entries[group.Key!] = entry;
            }
        }

        // Who is handed a method may call it under a lock. What this type calls under a lock only, others may call in the same way, but for the end
        // of the object: a using takes no lock.
        foreach (var method in handedOut)
            if (!started.ContainsKey(method))
                entries[method] = Entry.Unknown;
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var group in all)
                if (!IsClosed(group.Key!) && !entries.ContainsKey(group.Key!) && group.Key is not IMethodSymbol { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } && group.All(call => OfCall(call) is var entry && (!entry.Locks.IsEmpty || entry.Perhaps && group.Key!.DeclaredAccessibility != Accessibility.Public)
                    || IsForDerived(call.Caller) && group.Any(other => !IsForDerived(other.Caller))))
                {
                    entries[group.Key!] = Entry.Unknown;
                    grown = true;
                }
        }
    }

    /// <summary>True for a member that does nothing but hand on and that nobody calls here: it is for derived types, which may hold a lock as this type does.</summary>
    private bool IsForDerived(ISymbol caller) => caller is IMethodSymbol { DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedAndInternal, OverriddenMethod: null }
        && !calls.Exists(call => SymbolEqualityComparer.Default.Equals(call.Callee, caller.OriginalDefinition))
        && bodies.Find(body => SymbolEqualityComparer.Default.Equals(body.Member, caller))?.Survey.Root is IBlockOperation { Operations.Length: 1 };

    private Entry OfCall(OwnCall call)
    {
        var isUnknown = call.Function is IAnonymousFunctionOperation && !started.ContainsKey(call.Function); // Work that is started holds nothing; any other lambda may run under a lock.
        var caller = call.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(call.Function, call.Caller));
        var locks = call.Locks.Surely.Where(held => held.Lock.Root is null or ITypeSymbol);
        var isBare = caller.Bare && (!caller.IsConstruction || call.IsLater) && !call.Locks.Any && !isUnknown && !Guard.IsBeforeOrAfter(call.Caller);
        return caller.IsTop ? Entry.Top
            : !call.OnThis ? Entry.Open with { Perhaps = caller.Perhaps || !caller.Locks.IsEmpty || call.Locks.Any || isUnknown, Bare = isBare } // What is held here may be the lock of the other object.
            : caller with { IsConstruction = caller.IsConstruction && !call.IsLater, Bare = isBare, Locks = caller.Locks.AddRange(locks.Where(held => !caller.Locks.Contains(held))), Perhaps = caller.Perhaps || call.Locks.Perhaps || isUnknown || call.Locks.Surely.Any(held => held.Lock.Root is not (null or ITypeSymbol)) }; // A lock in a local may be that of a variable.
    }

    private Entry EntryOf(ISymbol code) =>
        entries!.TryGetValue(code, out var entry) ? entry
        : code is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol ? Entry.Open with { IsConstruction = true }
        : code is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet, AssociatedSymbol: { } property } && entries.TryGetValue(property, out var accessed) ? accessed
        : code is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } || IsClosed(code) && !referenced.Contains(code) ? Entry.Unknown // A nested type may call it.
        : Entry.Open;

    /// <summary>True for code that only this type can call by its name.</summary>
    private static bool IsClosed(ISymbol code) => code switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet } or IPropertySymbol => code.DeclaredAccessibility == Accessibility.Private,
        _ => false,
    };

    private static ISymbol KeyOf(IOperation? function, ISymbol member) => function is ILocalFunctionOperation { Symbol: var local } ? local.OriginalDefinition : member.OriginalDefinition;

    /// <summary>True for a property of this type without code of its own.</summary>
    private bool IsStored(IPropertySymbol property)
    {
        if (stored is null)
        {
            stored = new(SymbolEqualityComparer.Default);
            foreach (var member in Type.GetMembers())
                if (member is IFieldSymbol { AssociatedSymbol: IPropertySymbol owner })
                    stored.Add(owner.OriginalDefinition);
        }

        return stored.Contains(property);
    }

    private bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, Type);

    private bool IsCollection(ITypeSymbol type) => type is IArrayTypeSymbol || MayBeCollection(type, tables.Unguarded);

    private static bool MayBeCollection(ITypeSymbol type, Table unguarded) => !CollectionChange.WordsOf(type, unguarded).IsEmpty || IsInterface(type);

    /// <summary>True for a collection of which the declaration does not say what it is.</summary>
    private static bool IsInterface(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Interface, Name: "IDictionary" or "IList" or "ICollection" or "ISet", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } or { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };

    /// <summary>The type of collection that is all the variable ever holds; null where it may hold another one.</summary>
    private ITypeSymbol? ContentOf(ISymbol variable, List<StateUse> all)
    {
        ITypeSymbol? content = null;
        foreach (var value in ValuesOf(variable, all))
            if (value is { ConstantValue: { HasValue: true, Value: null } })
                continue;
            else if (value?.Unwrapped().Type is not { TypeKind: TypeKind.Class } made || CollectionChange.WordsOf(made, tables.Unguarded).IsEmpty || content is not null && !SymbolEqualityComparer.Default.Equals(content, made))
                return null;
            else
                content = made;
        return content;
    }

    /// <summary>True for a lock that nobody can take under another name: the object or type itself, or what is made for a variable of it.</summary>
    public bool HasOneName(AccessPath path)
    {
        if (path.Root is not null && !SymbolEqualityComparer.Default.Equals((path.Root as INamedTypeSymbol)?.OriginalDefinition, Type))
            return false;
        if (path.Members is not [var member])
            return path.Members.IsEmpty;

        member = Shown(member) ?? member;
        var made = false;
        foreach (var value in ValuesOf(member, [.. uses.Where(use => SymbolEqualityComparer.Default.Equals(use.Variable, member))]))
            if (value?.Unwrapped() is IObjectCreationOperation)
                made = true;
            else
                return false;
        return made;
    }

    /// <summary>The field that a property of the type does nothing but show: another name for it. Null for any other member.</summary>
    public static IFieldSymbol? Shown(ISymbol member)
    {
        if (member is not IPropertySymbol { IsVirtual: false, IsOverride: false, GetMethod: not null, SetMethod: null } property || property.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not PropertyDeclarationSyntax syntax)
            return null;

        var getter = syntax.AccessorList?.Accessors is [var only] ? only : null;
        var value = syntax.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null);
        var name = value switch { IdentifierNameSyntax { Identifier.ValueText: var simple } => simple, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own, _ => null };
        return name is not null && property.ContainingType.GetMembers(name) is [IFieldSymbol { IsReadOnly: true } field] ? field : null;
    }

    private IEnumerable<IOperation?> ValuesOf(ISymbol variable, List<StateUse> all)
    {
        foreach (var body in bodies)
            if (SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, variable) && body.Survey.Root is ISymbolInitializerOperation { Value: var first })
                yield return first;
        foreach (var use in all)
            if (use.Is(UseKind.Write))
                yield return use.At.Parent switch
                {
                    IAssignmentOperation assignment when assignment.Target == use.At => assignment.Value,
                    IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Exchange" or "CompareExchange" or "Write" } api, Arguments: [_, var value, ..] } } when api.IsAtomic() => value.Value,
                    _ => null,
                };
    }

    /// <summary>An object that this function has just made is nobody else's.</summary>
    private static bool IsNew(IOperation instance, BodyLocks body) => instance.Unwrapped() is ILocalReferenceOperation
        && body.Names.Origin(instance)?.Unwrapped() is IObjectCreationOperation or IInvocationOperation { TargetMethod: { Name: "MemberwiseClone", ContainingType.SpecialType: SpecialType.System_Object } };

    private bool IsHandedToWork(IOperation function, Survey survey) => survey.Delegates(tables.RunsDelegate).Any(handover => handover.Body == function && handover.RunsOn != WorkKind.Here);

    private sealed class Watch
    {
        private readonly Listeners<(TypeState State, Action<Finding> Report)> checks = new();
        private readonly List<Func<TypeState, bool>> wanted = [];

        public Watch(RuleRegistration on)
        {
            var engine = Engine.Of(on.Compilation);
            var tables = Tables.Of(on);

            on.EachType(type => MayBeShared(type, engine, tables.Unguarded) && !engine.Context(on.AnalyzerOptions, on.Cancellation).IsTest(type, type.DeclaringSyntaxReferences[0].SyntaxTree, on.Cancellation), context =>
            {
                var state = new TypeState(context.Type, tables);
                context.EachBlock((block, member) => state.See(block, member, engine));
                context.AtEnd(report =>
                {
                    if (!wanted.Exists(wants => wants(state)))
                        return;
                    state.Complete();
                    checks.Hear((state, report), tree: null, on.Switches);
                });
            });
        }

        public void Add(RuleAnalyzer rule, Action<TypeState, Action<Finding>> check, Func<TypeState, bool> wants)
        {
            wanted.Add(wants);
            checks.Add(rule, found =>
            {
                if (wants(found.State))
                    check(found.State, found.Report);
            });
        }
    }

    /// <summary>A call of a member of this type by its own code: the locks around it, whose code it is, whether it is on the same object, and behind an await.</summary>
    private readonly record struct OwnCall(ISymbol Callee, HeldLocks Locks, ISymbol Caller, IOperation? Function, bool OnThis, bool IsLater);

    /// <summary>The thread, task and so on that runs a body, and the calls that start it, none where the host does; several where other runs or other bodies may be under way meanwhile.</summary>
    private readonly record struct Started(WorkKind Kind, bool Several, ImmutableArray<IOperation> Calls);

    private sealed record Tables(Table RunsDelegate, Table Effects, Table Unguarded, Table Locks, Table Events, Table Views, Table Releases, CallTables Calls, CancellationToken Cancellation)
    {
        public static Tables Of(RuleRegistration on) => new(on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"), on.Table("Events"), on.Table("Views"), on.Table("Releases"), CallTables.Of(on), on.Cancellation);
    }

    private readonly record struct Entry(ImmutableArray<Held> Locks, bool Perhaps, bool IsConstruction, bool IsTop, bool Bare)
    {
        public static Entry Open { get; } = new(ImmutableArray<Held>.Empty, false, false, false, Bare: true);

        public static Entry Unknown { get; } = new(ImmutableArray<Held>.Empty, true, false, false, Bare: false);

        /// <summary>Of code that nobody calls, as far as is known yet.</summary>
        public static Entry Top { get; } = new(ImmutableArray<Held>.Empty, false, true, true, Bare: false);

        public Entry And(Entry other) => IsTop ? other : other.IsTop ? this
            : new Entry(Locks.Where(other.Locks.Contains).ToImmutableArray(), Perhaps || other.Perhaps || Locks.Length != other.Locks.Length, IsConstruction && other.IsConstruction, false, Bare || other.Bare);

        public bool Same(Entry other) => IsTop == other.IsTop && Perhaps == other.Perhaps && Bare == other.Bare && IsConstruction == other.IsConstruction && Locks.SequenceEqual(other.Locks);
    }
}
