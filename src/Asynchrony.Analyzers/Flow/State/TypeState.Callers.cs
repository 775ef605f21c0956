using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>Who calls which code of a type: whether others reach it, and what is held wherever it is entered.</summary>
internal sealed partial class TypeState
{
    private readonly List<OwnCall> calls = [];
    private readonly HashSet<ISymbol> referenced = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> handedOut = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, Entry>? entries;

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

    private static object CodeOf(IOperation? function, ISymbol member) => (object?)(function as IAnonymousFunctionOperation) ?? KeyOf(function, member);

    private bool ReachedByCallers(ISymbol code, Func<ISymbol, bool> but, HashSet<ISymbol> seen) =>
        seen.Add(code) && !but(code)
        && (!IsClosed(code) || CallersOf(code).Any(call => call.Function is not IAnonymousFunctionOperation && ReachedByCallers(KeyOf(call.Function, call.Caller), but, seen)));

    private IEnumerable<IOperation> StepsOf(ISymbol member) => bodies.Where(body => SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, member.OriginalDefinition)).SelectMany(body => body.Survey.Root.DescendantsHere());

    /// <summary>True where the code of a member itself calls another one.</summary>
    public bool Leads(ISymbol from, ISymbol to) => CallersOf(to.OriginalDefinition).Any(call => call.Function is null && SymbolEqualityComparer.Default.Equals(call.Caller, from));

    /// <summary>The members whose own code calls another one.</summary>
    public IEnumerable<ISymbol> MembersThatCall(ISymbol code) => CallersOf(code.OriginalDefinition).Where(call => call.Function is null).Select(call => call.Caller);

    /// <summary>True where every way that leads to a use under no lock begins with a member of which its author says that one thread calls it.</summary>
    public bool IsForOneThread(StateUse use) => use.Function is null or ILocalFunctionOperation && IsForOneThread(KeyOf(use.Function, use.Member), []);

    private bool IsForOneThread(ISymbol code, HashSet<ISymbol> seen)
    {
        if (AuthorsWord.SaysOneThread(code))
            return true;
        if (!IsClosed(code) || !seen.Add(code))
            return false;

        var isTold = false;
        foreach (var call in CallersOf(code))
            if (!call.Locks.Any)
                if (call.Function is not IAnonymousFunctionOperation && IsForOneThread(KeyOf(call.Function, call.Caller), seen))
                    isTold = true;
                else if (call.Function is IAnonymousFunctionOperation || EntryOf(KeyOf(call.Function, call.Caller)) is not { Bare: false, Locks.IsEmpty: false })
                    return false;
        return isTold;
    }

    /// <summary>True for what is handed, as another object looks at it, to a member of the type that holds the lock wherever it names it.</summary>
    public bool IsTakenUnder(StateUse use, AccessPath path)
    {
        var shown = use.At.User() is IPropertyReferenceOperation { Property: var shows } view && IsView(shows, use.At) ? view : use.At;
        if (shown.User() is not IArgumentOperation { Parameter: { } given, Parent: IInvocationOperation { Instance: null or IInstanceReferenceOperation, TargetMethod: var method } } || !IsOwn(method))
            return false;

        var isNamed = false;
        foreach (var body in bodies)
            if (SymbolEqualityComparer.Default.Equals(body.Member, method.OriginalDefinition))
                foreach (var part in body.Survey.Root.Descendants())
                    if (part is IParameterReferenceOperation reference && reference.Parameter.Ordinal == given.Ordinal && SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, body.Member))
                        if (body.Around(reference).Surely.Any(held => held.Lock.Equals(path)))
                            isNamed = true;
                        else
                            return false;
        return isNamed;
    }

    private IEnumerable<OwnCall> CallersOf(ISymbol code) => calls.Where(call => SymbolEqualityComparer.Default.Equals(call.Callee, code));

    private void Call(ISymbol callee, IOperation at, IOperation? instance, BodyLocks body)
    {
        calls.Add(new OwnCall(callee, body.Around(at), body.Member, at.EnclosingFunction(), instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, LaterOf(at, body)));
    }

    /// <summary>Whether an async function comes to a place when whoever called it may have gone on: the object is made by then, and his locks are given back.</summary>
    private static Later LaterOf(IOperation at, BodyLocks body)
    {
        var later = Later.No;
        var function = default(IOperation);
        foreach (var wait in body.Survey.Suspensions)
            if (!wait.Syntax.Span.Contains(at.Syntax.Span) && wait.EnclosingFunction() == (function ??= at.EnclosingFunction()))
            {
                if (wait.Syntax.SpanStart < at.Syntax.SpanStart)
                    later = later == Later.Surely || IsPassed(wait, at) ? Later.Surely : Later.Perhaps;
                else if (later == Later.No && IsInLoopOf(wait, at))
                    later = Later.Perhaps;
            }

        return later;
    }

    /// <summary>True where no way leads around the wait to what stands behind it.</summary>
    private static bool IsPassed(IOperation wait, IOperation at)
    {
        for (var step = wait; step.Parent is { } outer && !step.Syntax.Span.Contains(at.Syntax.Span); step = outer)
            if (outer is IConditionalOperation choice && choice.Condition != step || outer is ILoopOperation loop && loop.Body == step || outer is ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation or ITryOperation { Catches.IsEmpty: false } or IConditionalAccessOperation
                || outer is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both && both.RightOperand == step || outer is ICoalesceOperation { WhenNull: var other } && other == step)
                return false;
        return true;
    }

    private static bool IsInLoopOf(IOperation wait, IOperation at)
    {
        for (var loop = at.EnclosingLoop(); loop is not null; loop = loop.EnclosingLoop())
            if (loop.Syntax.Span.Contains(wait.Syntax.Span))
                return true;
        return false;
    }

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
        var caller = (call.Function is IAnonymousFunctionOperation ? Entry.Open : EntryOf(KeyOf(call.Function, call.Caller))).When(call.Later);
        var (locks, isUnnamed) = (caller.Locks, false); // A lock in a local may be that of a variable.
        foreach (var held in call.Locks.Surely)
            if (held.Lock.Root is not (null or ITypeSymbol))
                isUnnamed = true;
            else if (!caller.Locks.Contains(held))
                locks = locks.Add(held);
        var isBare = caller.Bare && !caller.IsConstruction && !call.Locks.Any && !isUnknown && !Guard.IsBeforeOrAfter(call.Caller);
        return caller.IsTop ? Entry.Top
            : !call.OnThis ? Entry.Open with { Perhaps = caller.Perhaps || !caller.Locks.IsEmpty || call.Locks.Any || isUnknown, Bare = isBare, IsConstruction = Guard.IsFactory(call.Caller) } // What is held here may be the lock of the other object.
            : caller with { Bare = isBare, Locks = locks, Perhaps = caller.Perhaps || call.Locks.Perhaps || isUnknown || isUnnamed };
    }

    private Entry EntryOf(ISymbol code) =>
        entries!.TryGetValue(code, out var entry) ? entry
        : code is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol || ForeignEvent.IsOfConstruction(code, tables.Events) ? Entry.Open with { IsConstruction = true }
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

    /// <summary>A call of a member of this type by its own code: the locks around it, whose code it is, whether it is on the same object, and behind an await.</summary>
    private readonly record struct OwnCall(ISymbol Callee, HeldLocks Locks, ISymbol Caller, IOperation? Function, bool OnThis, Later Later);

    /// <summary>What is known when a function is entered: the locks that are surely held then, whether more may be, whether its object is being made, and whether some who call it hold none.</summary>
    private readonly record struct Entry(ImmutableArray<Held> Locks, bool Perhaps, bool IsConstruction, bool IsTop, bool Bare)
    {
        public static Entry Open { get; } = new(ImmutableArray<Held>.Empty, false, false, false, Bare: true);

        public static Entry Unknown { get; } = new(ImmutableArray<Held>.Empty, true, false, false, Bare: false);

        /// <summary>Of code that nobody calls, as far as is known yet.</summary>
        public static Entry Top { get; } = new(ImmutableArray<Held>.Empty, false, true, true, Bare: false);

        public Entry And(Entry other) => IsTop ? other : other.IsTop ? this
            : new Entry(InBoth(Locks, other.Locks), Perhaps || other.Perhaps || Locks.Length != other.Locks.Length, IsConstruction && other.IsConstruction, false, Bare || other.Bare);

        private static ImmutableArray<Held> InBoth(ImmutableArray<Held> some, ImmutableArray<Held> others)
        {
            var both = some;
            foreach (var held in some)
                if (!others.Contains(held))
                    both = both.Remove(held);
            return both;
        }

        /// <summary>Behind an await whoever called may have gone on, and given back what he held on his thread.</summary>
        public Entry When(Later later) => later == Later.No || IsTop ? this
            : new Entry(ImmutableArray<Held>.Empty, Perhaps || later == Later.Perhaps && !Locks.IsEmpty, false, false, Bare || later == Later.Surely && !Perhaps && !Locks.IsEmpty);

        public bool Same(Entry other) => IsTop == other.IsTop && Perhaps == other.Perhaps && Bare == other.Bare && IsConstruction == other.IsConstruction && Locks.SequenceEqual(other.Locks);
    }
}
