using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// The variables of one type with every use its own code makes of them, the locks held there, and the threads the code runs on. Filled while
/// the type is analysed, complete at its end. Private methods are judged by who calls them.
/// </summary>
internal sealed partial class TypeState
{
    private readonly List<BodyLocks> bodies = [];
    private readonly Tables tables;
    private CallGraph? graph;
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
    public CallGraph Calls => graph ??= new CallGraph(CodeReader.ReadAll(bodies, tables.Calls), isProgram: false, tables.Cancellation);

    /// <summary>All code of the type, with the locks that it holds where.</summary>
    public IReadOnlyList<BodyLocks> Bodies => bodies;

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

    private void Complete()
    {
        bodies.Sort((one, other) => InTextOrder(one.Survey.Root, other.Survey.Root));
        var open = new Stack<IOperation>();
        foreach (var body in bodies)
        {
            if (ForeignEvent.IsService(body.Member, tables.Events))
                started[body.Member.OriginalDefinition] = new Started(WorkKind.Service, Several: false, ImmutableArray<IOperation>.Empty);
            open.Push(body.Survey.Root);
            while (open.Count > 0)
            {
                var operation = open.Pop();
                See(operation, body);
                open.PushChildren(operation);
            }
        }

        FindEntries();

        foreach (var use in uses)
        {
            var entry = use.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(use.Function, use.Member));
            if (ofOthers is not null && IsOfOthers(use))
            {
                var perhaps = ofOthers(use);
                entry = Entry.Open with { Perhaps = perhaps, Bare = !perhaps };
                use.IsConstruction |= use.Member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } || !use.At.IsForeign() && !use.Variable.IsStatic && use.Later == Later.No && use.Member is IMethodSymbol { MethodKind: MethodKind.Constructor } or IFieldSymbol or IPropertySymbol;
            }

            entry = entry.When(use.Later);
            use.MayComeBare = use.Locks.IsEmpty && !use.MayBeLocked && entry.Bare;
            use.MayBeLocked |= entry.Perhaps;
            if (use.At.IsForeign())
                continue;
            use.Locks = Union(use.Locks, entry.Locks);
            use.IsConstruction |= entry.IsConstruction && (!use.Variable.IsStatic || use.Member.IsStatic);
        }

        Variables = FindVariables();
        foreach (var variable in Variables)
            MarkCopies(variable);
    }

    private bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, Type);

    private sealed class Watch
    {
        private readonly Listeners<(TypeState State, Action<Finding> Report)> checks = new();
        private readonly List<Func<TypeState, bool>> wanted = [];

        public Watch(RuleRegistration on)
        {
            var engine = Engine.Of(on.Compilation);
            var tables = Tables.Of(on);
            var surroundings = engine.Context(on.AnalyzerOptions, on.Cancellation);

            on.EachType(type => MayBeShared(type, engine, tables.Unguarded), context =>
            {
                var state = new TypeState(context.Type, tables);
                context.EachBlock((block, member) => state.See(block, member, engine));
                context.AtEnd(report =>
                {
                    if (!IsWanted(state) || surroundings.IsTest(state.Type, state.Type.DeclaringSyntaxReferences[0].SyntaxTree, on.Cancellation))
                        return;
                    state.Complete();
                    checks.Hear((state, report), tree: null, on.Switches);
                });
            });
        }

        private bool IsWanted(TypeState state)
        {
            foreach (var wants in wanted)
                if (wants(state))
                    return true;
            return false;
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

    private sealed record Tables(Table RunsDelegate, Table Effects, Table Unguarded, Table Locks, Table Events, Table Views, Table Releases, CallTables Calls, CancellationToken Cancellation)
    {
        public static Tables Of(RuleRegistration on) => new(on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"), on.Table("Events"), on.Table("Views"), on.Table("Releases"), CallTables.Of(on), on.Cancellation);
    }
}
