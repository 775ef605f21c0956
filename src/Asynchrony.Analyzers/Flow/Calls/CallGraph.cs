using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>
/// A step that a function takes, itself or through those it calls, as the function's own code would name it.
/// </summary>
internal sealed record Reached(Step Step, Code In)
{
    /// <summary>The calls that lead there, the function's own first.</summary>
    public ImmutableArray<Step> Calls { get; init; } = ImmutableArray<Step>.Empty;

    /// <summary>The lock that is taken, or given up while it waits, in the words of the function.</summary>
    public AccessPath? Lock { get; init; }

    /// <summary>What <c>this</c> is, there, to the function.</summary>
    public AccessPath? Self { get; init; } = AccessPath.This;

    /// <summary>The locks held there, from the outermost call on.</summary>
    public ImmutableArray<TakenLock> Held { get; init; } = ImmutableArray<TakenLock>.Empty;

    /// <summary>True where the function may have returned its task before.</summary>
    public bool IsAfterAwait { get; init; }

    /// <summary>True for a lock that is waited for behind the task which the function returns: only who waits for that task waits for the lock.</summary>
    public bool IsPending { get; init; }

    /// <summary>True where all the code on the way belongs to one type, so that whoever looks at that type alone sees it too.</summary>
    public bool IsWithinType { get; init; } = true;

    /// <summary>True where the way leads through an async function, which is judged by itself.</summary>
    public bool IsThroughAsync { get; init; }

    /// <summary>True where only the first to come this way gets there: from then on a variable keeps what was made.</summary>
    public bool IsFirstUse { get; init; }

    /// <summary>How many of the calls might as well have led elsewhere, or not have been made: which type answers, what a parameter says.</summary>
    public int Guesses { get; init; }

    /// <summary>The function's own part of the way: its call, or the step.</summary>
    public Step First => Calls.IsEmpty ? Step : Calls[0];

    public SyntaxNode At => First.At;

    /// <summary>Every place on the way, the step last.</summary>
    public IEnumerable<Location> Way => Calls.Select(call => call.At).Append(Step.At).Select(node => node.Head());
}

/// <summary>
/// Functions that call each other, and what each of them locks, waits for and calls out to at any depth that a reader would still follow.
/// It knows what it was given: the code of a type, or of a program. The same functions give the same answers, in whatever order they came.
/// </summary>
internal sealed class CallGraph
{
    private const int MaximalDepth = 5;
    private const int MaximalSteps = 48;
    private const int MaximalTargets = 5;
    private const int MaximalCallers = 64;

    private readonly Dictionary<object, Code> codes = [];
    private readonly Dictionary<object, List<Reached>> reached = [];
    private readonly Dictionary<ISymbol, List<object>> started = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> handedOut = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<Code>> overrides = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<object, ImmutableArray<TakenLock>?> entries = [];
    private Dictionary<object, List<(Code Caller, Step Call)>> callers = [];
    private readonly HashSet<object> closed = [];
    private Dictionary<object, List<(Code Caller, Step Call)>>? callsOf;
    private readonly List<Code> ordered;
    private readonly bool isProgram;
    private readonly CancellationToken cancellation;

    /// <param name="bodies">The code to put together.</param>
    /// <param name="isProgram">True where these are all bodies that see what is internal.</param>
    /// <param name="cancellation">Ends the work.</param>
    public CallGraph(IEnumerable<BodyCode> bodies, bool isProgram, CancellationToken cancellation)
    {
        this.isProgram = isProgram;
        this.cancellation = cancellation;

        foreach (var body in bodies.InTextOrder(body => body.Root))
        {
            foreach (var code in body.Functions)
                codes[code.Key] = codes.TryGetValue(code.Key, out var other) ? Together(other, code) : code;
            foreach (var (variable, run) in body.Started)
                (started.TryGetValue(variable, out var known) ? known : started[variable] = []).Add(run);
            handedOut.UnionWith(body.HandedOut);
        }

        foreach (var code in codes.Values.Where(IsWrapping).ToList())
            codes[code.Key] = code with { Steps = [.. code.Steps.Select(Unwrapped)] };

        ordered = [.. codes.Values.InTextOrder(code => code.Syntax).ThenBy(code => code.Member.Name, StringComparer.Ordinal)];
        foreach (var code in ordered)
            if (code.Key is IMethodSymbol method)
                foreach (var root in Answered(method))
                    (overrides.TryGetValue(root, out var known) ? known : overrides[root] = []).Add(code);

        FindReached();
        FindEntries();
    }

    private bool IsWrapping(Code code)
    {
        cancellation.ThrowIfCancellationRequested();
        return code.Steps.Any(step => step.Wrappers.Count > 0);
    }

    /// <summary>The step with the locks that the calls before it have taken for the function, as far as these do nothing else than that by the locks.</summary>
    private Step Unwrapped(Step step)
    {
        var held = step.Held;
        foreach (var wrapper in step.Wrappers)
            if (wrapper.Callee is IMethodSymbol stated && LockContract.Of(stated, LockContract.Acquires) is { IsEmpty: false } named)
                held = held.AddRange(named.Select(taking => Translated(taking.Path, wrapper) is { } path ? taking with { Path = path, At = wrapper.At } : default).Where(taking => taking.Path is not null));
            else if (codes.TryGetValue(wrapper.Callee!, out var callee))
                foreach (var taken in callee.Steps)
                    if (taken is { Kind: StepKind.Acquire, IsKept: true, Lock: { } taking } && Translated(taking.Path, wrapper) is { } path && !held.Any(other => other.Path.Equals(path)))
                        held = held.Add(taking with { Path = path, At = wrapper.At });
        return held == step.Held ? step : step with { Held = held };
    }

    /// <summary>The functions, in the order of their files.</summary>
    public IReadOnlyList<Code> Functions => ordered;

    /// <summary>Ends what is asked of the graph when nobody wants the answer any more.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>What a function does, itself and through others.</summary>
    public IReadOnlyList<Reached> Of(object key) => reached.TryGetValue(key, out var steps) ? steps : [];

    /// <summary>The code that a wait waits for.</summary>
    public IEnumerable<object> BodiesOf(Step wait) =>
        wait.Bodies.SelectMany(body => body is StartedIn { Variable: var variable } ? started.TryGetValue(variable, out var known) ? known.Where(one => one is not Given) : [] : (IEnumerable<object>)[body]).Distinct();

    public Code? CodeOf(object key) => codes.TryGetValue(key, out var code) ? code : null;

    /// <summary>The locks of its own object or of types that are held whenever a function is entered: all who call it are known, and hold them.</summary>
    public ImmutableArray<TakenLock> HeldAtEntry(Code code) => entries.TryGetValue(code.Key, out var held) && held is { } locks ? locks : ImmutableArray<TakenLock>.Empty;

    /// <summary>Every call of a function, where all who may call it are known; else none.</summary>
    public IReadOnlyList<(Code Caller, Step Call)> CallersOf(Code code) => callers.TryGetValue(code.Key, out var known) ? known : [];

    /// <summary>
    /// True where a lock may be held when a member is entered: whoever calls it holds one, or is called under one. What is known by another name,
    /// of a base type or an interface, is called by that name too. Also true where more leads there than is followed.
    /// </summary>
    public bool MayBeEnteredLocked(ISymbol member)
    {
        callsOf ??= CallsTo(_ => true);
        var seen = new HashSet<object> { member };
        var open = new Queue<object>(seen);
        while (open.Count > 0 && seen.Count <= MaximalCallers)
        {
            var key = open.Dequeue();
            foreach (var name in key is IMethodSymbol method ? [key, .. Answered(method)] : new[] { key })
                if (callsOf.TryGetValue(name, out var calls))
                    foreach (var (caller, call) in calls)
                        if (!call.Held.IsEmpty || call.Wrappers.Count > 0 || caller.Key is SyntaxNode lambda && lambda.Ancestors().Any(outer => outer is LockStatementSyntax))
                            return true;
                        else if (seen.Add(caller.Key))
                            open.Enqueue(caller.Key);
        }

        return seen.Count > MaximalCallers;
    }

    /// <summary>
    /// True where every known call of a member holds a lock of the member's own object, whatever the caller names it, or comes from members of that
    /// object which are entered so: <c>lock (store.Gate) store.Clear();</c>
    /// </summary>
    public bool IsEnteredUnder(ISymbol member, AccessPath path) => IsEnteredUnder(member, path, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private bool IsEnteredUnder(ISymbol member, AccessPath path, HashSet<ISymbol> seen)
    {
        if (handedOut.Contains(member) || seen.Count > MaximalCallers)
            return false;
        if (!seen.Add(member))
            return true;

        callsOf ??= CallsTo(_ => true);
        var isCalled = false;
        foreach (var name in member is IMethodSymbol method ? [member, .. Answered(method)] : new[] { member })
            if (callsOf.TryGetValue(name, out var calls))
                foreach (var (caller, call) in calls)
                {
                    if (!call.Held.Any(held => !held.MayFail && (path.Root is ITypeSymbol ? held.Path : call.Receiver is { } receiver ? held.Path.From(receiver) : null)?.Equals(path) == true)
                        && !(call.Receiver is { IsThis: true } && caller.Key is ISymbol own && IsEnteredUnder(own, path, seen)))
                        return false;
                    isCalled = true;
                }

        return isCalled || seen.Count > 1 && closed.Contains(member); // On the way here nobody comes by a member of the program that nothing calls.
    }

    /// <summary>True where code of a type, or what it calls, runs code of others under a lock that only the program's habits tell: delegates, handlers of events.</summary>
    public bool CallsOutUnderLock(INamedTypeSymbol type)
    {
        foreach (var code in ordered)
            if (SymbolEqualityComparer.Default.Equals(code.Type.OriginalDefinition, type.OriginalDefinition))
                foreach (var step in Of(code.Key))
                    if (step.Step.Kind == StepKind.Raise && !step.Held.IsEmpty)
                        return true;
        return false;
    }

    /// <summary>Who gives a constructor of the type two elements of one collection: code of its own (true) or of others (false); null where nobody does.</summary>
    public bool? GivesNeighbours(INamedTypeSymbol type)
    {
        bool? own = null;
        foreach (var code in ordered)
            foreach (var step in code.Steps)
                if (step is { Word: CodeReader.Neighbours, Callee: IMethodSymbol { ContainingType: var made } } && SymbolEqualityComparer.Default.Equals(made.OriginalDefinition, type.OriginalDefinition))
                    own = own == true || SymbolEqualityComparer.Default.Equals(code.Type.OriginalDefinition, type.OriginalDefinition);
        return own;
    }

    /// <summary>True where a type makes objects of another one with code of its own: what these run is no secret to it.</summary>
    public bool GivesOwnCode(INamedTypeSymbol maker, INamedTypeSymbol made)
    {
        foreach (var code in ordered)
            if (SymbolEqualityComparer.Default.Equals(code.Type.OriginalDefinition, maker.OriginalDefinition))
                foreach (var step in code.Steps)
                    if (step is { Word: CodeReader.OwnCode, Callee: IMethodSymbol { ContainingType: var type } } && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, made.OriginalDefinition))
                        return true;
        return false;
    }

    /// <summary>Several bodies of one member: constructors come with their initialisers.</summary>
    private static Code Together(Code one, Code other) => one.Syntax.SpanStart <= other.Syntax.SpanStart
        ? one with { Steps = [.. one.Steps, .. other.Steps] }
        : other with { Steps = [.. other.Steps, .. one.Steps] };

    /// <summary>The virtual and interface members that a method answers for.</summary>
    private static IEnumerable<ISymbol> Answered(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden.OriginalDefinition;

        foreach (var implemented in method.ExplicitInterfaceImplementations)
            yield return implemented.OriginalDefinition;

        if (method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet && !method.IsStatic)
            foreach (var type in method.ContainingType.AllInterfaces)
                if (!type.DeclaringSyntaxReferences.IsEmpty)
                    foreach (var member in type.GetMembers(method.Name))
                        if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                            yield return member.OriginalDefinition;
    }

    /// <summary>Puts down who may answer a call. One that wraps another of its kind does not call itself.</summary>
    private void AddTargets(List<(Code Caller, Step Call, Code Target, int Guesses)> calls, Code caller, Step call)
    {
        if (call.Callee is not { } callee)
            return;

        var own = codes.TryGetValue(callee, out var direct) ? direct : null;
        if (call.IsVirtual && callee is ISymbol member && overrides.TryGetValue(member, out var others))
            AddOverrides(calls, caller, call, own, others);
        else if (own is not null)
            calls.Add((caller, call, own, 0));
    }

    private static void AddOverrides(List<(Code Caller, Step Call, Code Target, int Guesses)> calls, Code caller, Step call, Code? own, List<Code> others)
    {
        var targets = others.FindAll(target => call.Receiver is { IsThis: true } || !SymbolEqualityComparer.Default.Equals(target.Type.OriginalDefinition, caller.Type.OriginalDefinition));
        if (targets.Count == 0)
            targets = others;
        if (own is not null && own.Member is not IMethodSymbol { IsAbstract: true })
            targets = [own, .. targets];
        if (targets.Count <= MaximalTargets)
            foreach (var target in targets)
                calls.Add((caller, call, target, targets.Count > 1 ? 1 : 0));
    }

    /// <summary>True for a wait whose task is complete before: all that may give it return, or put into its variable, such a one.</summary>
    private bool IsOver(Step step) =>
        step.Answer is { } member && overrides.TryGetValue(member, out var others) && others.TrueForAll(other => other.IsDoneAtOnce)
            && (member.IsAbstract || codes.TryGetValue(member, out var own) && own.IsDoneAtOnce)
        || step.Bodies is [StartedIn { Variable: var variable }] && (isProgram || variable.DeclaredAccessibility == Accessibility.Private)
            && started.TryGetValue(variable, out var all) && all.TrueForAll(one => one is Given { IsComplete: true });

    /// <summary>Depth by depth, so that the shortest way to a step is the one that is kept.</summary>
    private void FindReached()
    {
        foreach (var code in ordered)
        {
            cancellation.ThrowIfCancellationRequested();
            List<Reached>? own = null;
            foreach (var step in code.Steps)
                if (step.Kind != StepKind.Call && !IsOver(step))
                    (own ??= []).Add(new Reached(step, code) { Lock = step.Lock?.Path, Held = step.Held, IsAfterAwait = step.IsAfterAwait, IsPending = step.IsAwaited, IsFirstUse = step.IsFirstUse, Guesses = step.IsConditional ? 1 : 0 });
            if (own is not null)
                reached.Add(code.Key, own);
        }

        var calls = new List<(Code Caller, Step Call, Code Target, int Guesses)>();
        foreach (var code in ordered)
            foreach (var call in code.Steps)
            {
                cancellation.ThrowIfCancellationRequested();
                if (call.Kind == StepKind.Call)
                    AddTargets(calls, code, call);
            }

        for (var (depth, goesOn) = (1, true); goesOn && depth <= MaximalDepth; depth++)
        {
            goesOn = false;
            foreach (var (caller, call, target, guesses) in calls)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!reached.TryGetValue(target.Key, out var steps))
                    continue;

                // What is added meanwhile is a call deeper, also where a function calls itself.
                for (var index = 0; index < steps.Count; index++)
                    if (steps[index].Calls.Length == depth - 1)
                        goesOn |= Add(steps[index], call, caller, target, guesses, depth);
            }
        }
    }

    /// <summary>
    /// Adds a step of the callee in the words of the caller; not where the caller cannot name its lock, or no longer waits for it, and where it is
    /// known already.
    /// </summary>
    private bool Add(Reached step, Step call, Code caller, Code target, int guesses, int depth)
    {
        if (call.IsOnNew && step is { Step.IsOfThis: true, Self.IsThis: true })
            return false; // Nobody has subscribed yet.
        if (step.IsAfterAwait && !call.IsWaitedFor && !call.SharesFrame || step.IsPending && IsLeft(call, target))
            return false;

        var path = step.Lock is null ? null : Translated(step.Lock, call);
        if (step.Lock is not null && path is null && step.Step.Kind == StepKind.Acquire)
            return false;

        if (!reached.TryGetValue(caller.Key, out var known))
            reached.Add(caller.Key, known = []);
        if (known.Count >= MaximalSteps)
            return false;
        foreach (var other in known)
            if (other.Step == step.Step && Equals(other.Lock, path) && (depth > 1 || other.At == call.At))
                return false;

        known.Add(step with
        {
            Lock = path,
            Self = step.Self is null ? null : Translated(step.Self, call),
            Calls = step.Calls.Insert(0, call),
            Held = HeldBy(call, step.Held),
            IsAfterAwait = step.IsAfterAwait || call.IsAfterAwait,
            IsPending = step.IsPending && !call.IsBlockedOn,
            IsFirstUse = step.IsFirstUse || call.IsFirstUse,
            IsThroughAsync = step.IsThroughAsync || target.IsAsync,
            IsWithinType = step.IsWithinType && SymbolEqualityComparer.Default.Equals(caller.Type, step.In.Type),
            Guesses = step.Guesses + guesses + (call.IsConditional ? 1 : 0) + (ComesBack(step, call, caller) ? 1 : 0),
        });
        return true;
    }

    /// <summary>True where nobody waits for the task of a call: what it awaits may come when the caller's locks are given back. Of a lambda that runs here it is not known who does.</summary>
    private static bool IsLeft(Step call, Code target) => target is { IsAsync: true, Function: IMethodSymbol { ReturnsVoid: true } } || call.Callee is IMethodSymbol && !call.IsWaitedFor && !call.IsPassedOn;

    /// <summary>The locks that are held at a call, then those of the callee that the caller can name.</summary>
    private static ImmutableArray<TakenLock> HeldBy(Step call, ImmutableArray<TakenLock> inside)
    {
        var all = call.Held;
        foreach (var held in inside)
            if (Translated(held.Path, call) is { } path)
                all = all.Add(held with { Path = path });
        return all;
    }

    /// <summary>True where whoever answers a call leads back into the type that made it: it may as well be one that never does.</summary>
    private static bool ComesBack(Reached step, Step call, Code caller)
    {
        if (!SymbolEqualityComparer.Default.Equals(step.In.Type.Outermost().OriginalDefinition, caller.Type.Outermost().OriginalDefinition))
            return false;

        foreach (var way in step.Calls)
            if (IsOpen(way))
                return true;
        return IsOpen(call);

        static bool IsOpen(Step way) => way.IsVirtual && way.Receiver is not { IsThis: true };
    }

    /// <summary>A path of the callee's as the caller's code would write it.</summary>
    private static AccessPath? Translated(AccessPath path, Step call)
    {
        switch (path.Root)
        {
            case ITypeSymbol:
                return path;
            case null:
                return call.SharesFrame ? path : call.Receiver is { } receiver ? path.On(receiver) : null;
            case IParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, call.Callee as ISymbol):
                return parameter.Ordinal < call.Arguments.Length && call.Arguments[parameter.Ordinal] is { } argument ? path.On(argument) : null;
            default:
                return call.SharesFrame ? path : null;
        }
    }

    private Dictionary<object, List<(Code Caller, Step Call)>> CallsTo(Func<object, bool> wanted)
    {
        var found = new Dictionary<object, List<(Code Caller, Step Call)>>();
        foreach (var code in ordered)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var call in code.Steps)
                if (call is { Kind: StepKind.Call, Callee: { } callee } && wanted(callee))
                    (found.TryGetValue(callee, out var known) ? known : found[callee] = []).Add((code, call));
        }

        return found;
    }

    private void FindEntries()
    {
        foreach (var code in ordered)
            if (IsClosed(code))
                closed.Add(code.Key);

        callers = CallsTo(closed.Contains);
        foreach (var code in ordered)
            if (callers.ContainsKey(code.Key))
                entries.Add(code.Key, null);

        for (var changed = entries.Count > 0; changed;)
        {
            changed = false;
            foreach (var code in ordered)
            {
                if (!entries.TryGetValue(code.Key, out var before))
                    continue;

                ImmutableArray<TakenLock>? all = null;
                foreach (var (caller, call) in callers[code.Key])
                {
                    cancellation.ThrowIfCancellationRequested();
                    var isOpen = entries.TryGetValue(caller.Key, out var entered);
                    if (isOpen && entered is null)
                        continue;
                    var here = ThereToo(call, isOpen ? entered!.Value : ImmutableArray<TakenLock>.Empty);
                    all = all is { } known ? InBoth(known, here) : here;
                    if (all.Value.IsEmpty)
                        break;
                }

                if (all is { } found && (before is not { } old || old.Length != found.Length))
                {
                    entries[code.Key] = found;
                    changed = true;
                }
            }
        }
    }

    /// <summary>The locks surely held at a call which the callee can name: of types, and of the object that both belong to.</summary>
    private static ImmutableArray<TakenLock> ThereToo(Step call, ImmutableArray<TakenLock> entered) =>
        call.Held.IsEmpty && entered.IsEmpty ? entered : Named(call.Held.AddRange(entered), isSameObject: call.SharesFrame || call.Receiver is { IsThis: true });

    private static ImmutableArray<TakenLock> Named(ImmutableArray<TakenLock> held, bool isSameObject) =>
        held.RemoveAll(one => one.MayFail || !(one.Path.Root is ITypeSymbol || one.Path.Root is null && isSameObject));

    private static ImmutableArray<TakenLock> InBoth(ImmutableArray<TakenLock> one, ImmutableArray<TakenLock> other) => one.RemoveAll(held => !other.Any(same => same.Path.Equals(held.Path)));

    /// <summary>True where nobody but known callers enters: private, or nested in a function, and never handed out as a delegate.</summary>
    private bool IsClosed(Code code) => code.Key is IMethodSymbol method && !handedOut.Contains(method)
        && (method.MethodKind == MethodKind.LocalFunction
            || (method.DeclaredAccessibility == Accessibility.Private || isProgram && method is { IsVirtual: false, IsAbstract: false, IsOverride: false } && IsInternal(method) && !Answered(method).Any())
                && method is { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet, ExplicitInterfaceImplementations.IsEmpty: true });

    /// <summary>True where code of other assemblies cannot name the method: by itself, or by a type that it stands in.</summary>
    private static bool IsInternal(IMethodSymbol method)
    {
        for (ISymbol? part = method; part is not null and not INamespaceSymbol; part = part.ContainingSymbol)
            if (part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal or Accessibility.Private)
                return true;
        return false;
    }
}
