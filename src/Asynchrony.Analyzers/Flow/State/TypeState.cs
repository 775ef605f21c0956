using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// The variables of one type with every use its own code makes of them, the locks held there, and the threads the code runs on. Filled while
/// the type is analysed, complete at its end. Private methods are judged by who calls them.
/// </summary>
internal sealed class TypeState
{
    private readonly ConcurrentBag<BodyLocks> bodies = [];
    private readonly List<StateUse> uses = [];
    private readonly List<(ISymbol Callee, IOperation At, HeldLocks Locks, ISymbol Caller, IOperation? Function, bool OnThis)> calls = [];
    private readonly HashSet<ISymbol> referenced = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> handedOut = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<object, Started> started = [];
    private readonly List<(object Code, IOperation Call, ISymbol Member)> starts = [];
    private readonly Tables tables;
    private Dictionary<ISymbol, Entry>? entries;
    private HashSet<object>? beside;

    private TypeState(INamedTypeSymbol type, Tables tables)
    {
        Type = type;
        this.tables = tables;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The variables that are used, in the order of their declarations.</summary>
    public IReadOnlyList<VariableState> Variables { get; private set; } = [];

    /// <summary>Watches every type that may be shared, once for all rules that ask; <paramref name="check"/> is called at its end.</summary>
    public static void Each(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, _ => true);

    /// <summary>As <see cref="Each"/>, for the types for which <paramref name="wanted"/> holds: if no rule wants a type, it is not looked at.</summary>
    public static void Each(RuleRegistration on, Func<INamedTypeSymbol, bool> wanted, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => wanted(state.Type));

    /// <summary>As <see cref="Each"/>, for what needs a lock: a type that takes none is not looked at.</summary>
    public static void EachWithLocks(RuleRegistration on, Action<TypeState, Action<Finding>> check) => on.Once(() => new Watch(on)).Add(on.Registering, check, state => state.TakesLocks);

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

    /// <summary>True where the code of a member takes a lock anywhere.</summary>
    public bool LocksIn(ISymbol member)
    {
        foreach (var body in bodies)
            if (body.TakesLocks && SymbolEqualityComparer.Default.Equals(KeyOf(null, body.Member), member.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>True for a type whose variables several threads may use, as its members and the words of its files tell: others are not watched.</summary>
    public static bool MayBeShared(INamedTypeSymbol type, Engine engine, Table unguarded)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsImplicitlyDeclared)
            return false;

        var has = false;
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsConst: false } field)
            {
                if (field.IsVolatile || field.IsStatic && !CollectionChange.WordsOf(field.Type, unguarded).IsEmpty)
                    return true;
                has = true;
            }

        return has && type.DeclaringSyntaxReferences.Any(part => engine.SpeaksOfThreads(part.SyntaxTree));
    }

    /// <summary>What runs the use on another thread than the callers of the type: "thread", "task", "timer" and so on; null where nothing is known to.</summary>
    public string? RunsOn(StateUse use) => StartedBodyOf(CodeOf(use), []) is { } body ? started[body].Noun : null;

    /// <summary>True where no lock may be held on a way from such a body to the use.</summary>
    public bool RunsUnlocked(StateUse use) => !use.MayBeLocked && use.Locks.IsEmpty && StartedBodyOf(CodeOf(use), [], unlocked: true) is not null;

    /// <summary>True where the type itself starts work on other threads.</summary>
    public bool StartsWork => started.Count > 0;

    /// <summary>Where the work is started in which the use runs: the calls that take the delegate, with the members that make them.</summary>
    public IEnumerable<(IOperation Call, ISymbol Member)> StartsOf(StateUse use) =>
        StartedBodyOf(CodeOf(use), []) is { } body ? starts.Where(start => start.Code.Equals(body)).Select(start => (start.Call, start.Member)) : [];

    /// <summary>True where the use can be reached from code that others call, and not only from a body that this type starts.</summary>
    public bool IsReachedByCallers(StateUse use) => IsReachedByCallers(use, _ => false);

    /// <summary>The same, by other ways than through members of which <paramref name="but"/> holds.</summary>
    public bool IsReachedByCallers(StateUse use, Func<ISymbol, bool> but) =>
        use.Function is null or ILocalFunctionOperation && ReachedByCallers(KeyOf(use.Function, use.Member), but, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    /// <summary>What runs when the use happens: a lambda runs when somebody calls it, and not when its member does.</summary>
    private static object CodeOf(StateUse use) => use.Function is IAnonymousFunctionOperation lambda ? lambda : KeyOf(use.Function, use.Member);

    /// <summary>The body handed to a thread that leads to the code.</summary>
    private object? StartedBodyOf(object code, HashSet<object> seen, bool unlocked = false)
    {
        if (!seen.Add(code))
            return null;
        if (started.ContainsKey(code))
            return code;
        return Beside.Contains(code) ? CallersOf(code).Where(call => !unlocked || !call.Locks.Any)
            .Select(call => StartedBodyOf(call.Function as IAnonymousFunctionOperation ?? (object)KeyOf(call.Function, call.Caller), seen, unlocked)).FirstOrDefault(found => found is not null) : null;
    }

    /// <summary>True in a body that is started for several runs at once, or beside others: what these do to each other is known where they start.</summary>
    public bool RunsBesideItself(StateUse use) => started.TryGetValue((object?)(use.Function as IAnonymousFunctionOperation) ?? KeyOf(use.Function, use.Member), out var known) && known.Several;

    private bool ReachedByCallers(ISymbol code, Func<ISymbol, bool> but, HashSet<ISymbol> seen) =>
        seen.Add(code) && !started.ContainsKey(code) && !but(code)
        && (!IsClosed(code) || CallersOf(code).Any(call => call.Function is not IAnonymousFunctionOperation && ReachedByCallers(KeyOf(call.Function, call.Caller), but, seen)));

    /// <summary>The code that started bodies lead to.</summary>
    private HashSet<object> Beside
    {
        get
        {
            if (beside is not null)
                return beside;

            var found = new HashSet<object>(started.Keys);
            for (var grown = true; grown;)
            {
                grown = false;
                foreach (var call in calls)
                    if (found.Contains(call.Function as IAnonymousFunctionOperation ?? (object)KeyOf(call.Function, call.Caller)))
                        grown |= found.Add(call.Callee);
            }

            return beside = found;
        }
    }

    private IEnumerable<(ISymbol Callee, IOperation At, HeldLocks Locks, ISymbol Caller, IOperation? Function, bool OnThis)> CallersOf(object code) =>
        calls.Where(call => code is ISymbol symbol && SymbolEqualityComparer.Default.Equals(call.Callee, symbol)).OrderBy(call => call.At.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(call => call.At.Syntax.SpanStart);

    /// <summary>Takes in a body, once: what it holds is looked at when the type is complete, if anything in it speaks of threads.</summary>
    private void See(IOperation root, ISymbol member, Engine engine) => bodies.Add(new BodyLocks(engine.Survey(root), member, tables.Locks));

    private void See(IOperation operation, BodyLocks body)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsConst: false } field } reference when IsOwn(field):
                Use(operation, field.OriginalDefinition, reference.Instance, body);
                break;
            case IPropertyReferenceOperation { Property: var property } reference when IsOwn(property):
                if (IsAutomatic(property.OriginalDefinition))
                    Use(operation, property.OriginalDefinition, reference.Instance, body);
                else
                    Call(property.OriginalDefinition, operation, reference.Instance, body);
                break;
            case IInvocationOperation { TargetMethod: var method } call:
                if (IsOwn(method) || method.MethodKind == MethodKind.LocalFunction)
                    Call(method.OriginalDefinition, operation, call.Instance, body);
                else
                    Start(operation, tables.RunsDelegate.Find(method), call.Arguments, body);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Start(operation, tables.RunsDelegate.Find(constructor), creation.Arguments, body);
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
        var type = variable is IFieldSymbol field ? field.Type : ((IPropertySymbol)variable).Type;
        var kind = StateUse.KindOf(at, IsCollection(type), tables.Effects);
        if (kind == UseKind.None)
            return;

        var function = at.EnclosingFunction();
        var use = new StateUse(at, variable, function, kind, body, body.Around(at));

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
        calls.Add((callee, at, body.Around(at), body.Member, at.EnclosingFunction(), instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }));
    }

    private void Start(IOperation call, ImmutableArray<string> words, ImmutableArray<IArgumentOperation> arguments, BodyLocks body)
    {
        if (words.IsEmpty || words[0] is "here")
            return;

        foreach (var argument in arguments)
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
                if (argument.Value.Unwrapped() switch { IMethodReferenceOperation { Method: var method } => method.OriginalDefinition, IAnonymousFunctionOperation lambda => (object)lambda, _ => null } is { } code)
                {
                    started[code] = new Started(words[0], started.ContainsKey(code) || IsOneOfSeveral());
                    starts.Add((code, call, body.Member));
                }

        bool IsOneOfSeveral() => words[0] == "parallel" || call.EnclosingLoop() is not null || body.Survey.Delegates(tables.RunsDelegate).Count > 1;
    }

    private void Complete()
    {
        foreach (var body in bodies.OrderBy(body => body.Survey.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(body => body.Survey.Root.Syntax.SpanStart))
            foreach (var operation in body.Survey.Root.DescendantsAndSelf())
                See(operation, body);
        FindEntries();

        foreach (var use in uses)
        {
            var entry = use.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(use.Function, use.Member));
            use.MayBeLocked |= entry.Perhaps;
            if (use.At.IsForeign())
                continue;
            use.Locks = use.Locks.AddRange(entry.Locks.Where(held => !use.Locks.Contains(held)));
            use.IsConstruction |= entry.IsConstruction && (!use.Variable.IsStatic || use.Member.IsStatic);
        }

        Variables = [.. uses.GroupBy(use => use.Variable, SymbolEqualityComparer.Default)
            .Select(group => (Variable: group.Key!, Type: group.Key is IFieldSymbol field ? field.Type : ((IPropertySymbol)group.Key!).Type, Uses: group))
            .Select(group => new VariableState(group.Variable, group.Type, IsCollection(group.Type),
                [.. group.Uses.OrderBy(use => use.At.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(use => use.At.Syntax.SpanStart)]))
            .OrderBy(state => state.Uses[0].At.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(state => state.Variable.Locations.FirstOrDefault()?.SourceSpan.Start)];
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

        // Who is handed a method may call it under a lock. What this type calls under a lock only, derived types and friends may call in the same way.
        foreach (var method in handedOut)
            if (!started.ContainsKey(method))
                entries[method] = Entry.Open with { Perhaps = true };
        foreach (var group in all)
            if (!IsClosed(group.Key!) && group.Key!.DeclaredAccessibility != Accessibility.Public && group.All(call => OfCall(call) is var entry && (entry.Perhaps || !entry.Locks.IsEmpty)))
                entries[group.Key!] = Entry.Open with { Perhaps = true };
    }

    private Entry OfCall((ISymbol Callee, IOperation At, HeldLocks Locks, ISymbol Caller, IOperation? Function, bool OnThis) call)
    {
        var caller = call.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(call.Function, call.Caller));
        var locks = call.Locks.Surely.Where(held => held.Lock.Root is null or ITypeSymbol);
        return caller.IsTop ? Entry.Top
            : !call.OnThis ? Entry.Open with { Perhaps = caller.Perhaps || !caller.Locks.IsEmpty || call.Locks.Any || call.Function is IAnonymousFunctionOperation }
            : caller with { Locks = caller.Locks.AddRange(locks.Where(held => !caller.Locks.Contains(held))), Perhaps = caller.Perhaps || call.Locks.Perhaps || call.Function is IAnonymousFunctionOperation lambda && !started.ContainsKey(lambda) };
    }

    private Entry EntryOf(ISymbol code) =>
        entries!.TryGetValue(code, out var entry) ? entry
        : code is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol ? Entry.Open with { IsConstruction = true }
        : code is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet, AssociatedSymbol: { } property } && entries.TryGetValue(property, out var accessed) ? accessed
        : code is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } || IsClosed(code) && !referenced.Contains(code) ? Entry.Open with { Perhaps = true } // A nested type may call it.
        : Entry.Open;

    /// <summary>True for code that only this type can call by its name.</summary>
    private static bool IsClosed(ISymbol code) => code switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet } or IPropertySymbol => code.DeclaredAccessibility == Accessibility.Private,
        _ => false,
    };

    private static ISymbol KeyOf(IOperation? function, ISymbol member) => function is ILocalFunctionOperation { Symbol: var local } ? local.OriginalDefinition
        : member is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } ? property.OriginalDefinition : member.OriginalDefinition;

    private bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, Type);

    private bool IsCollection(ITypeSymbol type) => type is IArrayTypeSymbol || !CollectionChange.WordsOf(type, tables.Unguarded).IsEmpty;

    private static bool IsAutomatic(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
                return true;
        return false;
    }

    /// <summary>An object that this function has just made is nobody else's.</summary>
    private static bool IsNew(IOperation instance, BodyLocks body) => instance.Unwrapped() is ILocalReferenceOperation && body.Names.Origin(instance) is IObjectCreationOperation;

    private bool IsHandedToWork(IOperation function, Survey survey) => survey.Delegates(tables.RunsDelegate).Any(handover => handover.Body == function && handover.RunsOn != "here");

    private sealed class Watch
    {
        private readonly Listeners<(TypeState State, Action<Finding> Report)> checks = new();
        private readonly List<Func<TypeState, bool>> wanted = [];

        public Watch(RuleRegistration on)
        {
            var engine = Engine.Of(on.Compilation);
            var tables = new Tables(on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"));

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

    /// <summary>The thread, task and so on that runs a body; several where other runs or other bodies may be under way meanwhile.</summary>
    private readonly record struct Started(string Noun, bool Several);

    private sealed record Tables(Table RunsDelegate, Table Effects, Table Unguarded, Table Locks);

    private readonly record struct Entry(ImmutableArray<Held> Locks, bool Perhaps, bool IsConstruction, bool IsTop)
    {
        public static Entry Open { get; } = new(ImmutableArray<Held>.Empty, false, false, false);

        /// <summary>Of code that nobody calls, as far as is known yet.</summary>
        public static Entry Top { get; } = new(ImmutableArray<Held>.Empty, false, true, true);

        public Entry And(Entry other) => IsTop ? other : other.IsTop ? this
            : new Entry(Locks.Where(other.Locks.Contains).ToImmutableArray(), Perhaps || other.Perhaps || Locks.Length != other.Locks.Length, IsConstruction && other.IsConstruction, false);

        public bool Same(Entry other) => IsTop == other.IsTop && Perhaps == other.Perhaps && IsConstruction == other.IsConstruction && Locks.SequenceEqual(other.Locks);
    }
}
