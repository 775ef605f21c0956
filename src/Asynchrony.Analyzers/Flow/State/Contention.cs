using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What shows that several threads use a variable.</summary>
internal enum Sharing
{
    /// <summary>The type itself runs one side on another thread.</summary>
    Thread,

    /// <summary>All objects, and so all callers, have the same one.</summary>
    Static,

    /// <summary>There is one object of the type that everybody takes.</summary>
    Only,

    /// <summary>One member waits in the middle of going through it, and others change it meanwhile, on whatever thread.</summary>
    Await,
}

/// <summary>
/// A collection that its type changes with no lock while another thread may use it. Nothing that uses it takes a lock: where some use does,
/// the question is why the others do not.
/// </summary>
internal sealed class Contention
{
    private Contention(Sharing sharing, StateUse change, StateUse other, IReadOnlyList<StateUse> uses)
    {
        Sharing = sharing;
        Change = change;
        Other = other;
        Uses = uses;
    }

    public Sharing Sharing { get; }

    public StateUse Change { get; }

    /// <summary>What may happen at the same time; the very same change, where several threads come to it.</summary>
    public StateUse Other { get; }

    /// <summary>All uses that count.</summary>
    public IReadOnlyList<StateUse> Uses { get; }

    /// <summary>Null for a collection that is locked anywhere, made for threads, or of which nothing shows that it is shared.</summary>
    public static Contention? Of(VariableState variable, TypeState state, Table unguarded, Context context)
    {
        if (!variable.IsCollection || CollectionChange.WordsOf(variable.Content, unguarded) is not { IsEmpty: false } words)
            return null;

        var uses = variable.Shared.ToList();
        if (!uses.Exists(IsChange) || uses.Exists(use => use.IsLocked || use.Is(UseKind.Atomic)) || IsOfThread(variable.Variable))
            return null;

        return BesideThread(uses, words, state) ?? AmongCallers(variable, uses, state, context) ?? AcrossAwait(uses, words, state, IsTakenOut) ?? AcrossAwait(uses, words, state, IsComing);
    }

    /// <summary>True for a type with a collection in question: the variables of others are not looked at.</summary>
    public static bool MayConcern(TypeState state, Context context)
    {
        var (has, isStatic) = state.HasCollections;
        return isStatic || has && (state.StartsWork || IsKeptForAll(state.Type) || context.IsMiddleware(state.Type) || state.AwaitsInLoops);
    }

    /// <summary>A member that takes elements out, or by which somebody comes, while another one awaits in a loop over it.</summary>
    private static Contention? AcrossAwait(List<StateUse> uses, ImmutableArray<string> words, TypeState state, Func<StateUse, TypeState, bool> isRuntime)
    {
        foreach (var change in uses)
            if (IsChange(change) && words.Contains("alone") && isRuntime(change, state) && IsRuntimeChange(change, state))
                foreach (var walk in uses)
                    if (walk.Is(UseKind.Enumerates) && !Guard.IsBeforeOrAfter(walk.Member) && !SymbolEqualityComparer.Default.Equals(walk.Member, change.Member) && !(Guard.IsOfBase(walk.Member) && Guard.IsOfBase(change.Member)) && LoopOver(walk.At, state) is { } loop && AwaitsBeforeNext(loop) && state.IsReachedByCallers(walk))
                        return new Contention(Sharing.Await, change, walk, uses);
        return null;
    }

    /// <summary>True for a change that comes while the object is in use, as the name of a public member says.</summary>
    private static bool IsRuntimeChange(StateUse change, TypeState state) =>
        change.Member.DeclaredAccessibility != Accessibility.Private && change.Function is null && !Guard.IsBeforeOrAfter(change.Member) && state.IsReachedByCallers(change);

    private static bool IsTakenOut(StateUse change, TypeState state) => state.Does(change, "takes") || state.Does(change, "drops") || state.Does(change, "next");

    private static bool IsComing(StateUse change, TypeState state) => Coming.Any(word => Begins(change.Member.Name, word)) && state.Does(change, "puts");

    /// <summary>Members by which somebody comes while others are at work.</summary>
    private static readonly ImmutableArray<string> Coming = ImmutableArray.Create("Subscribe", "Connect", "Join", "Attach");

    private static IForEachLoopOperation? LoopOver(IOperation collection, TypeState state)
    {
        var user = collection.User();
        if (user is IPropertyReferenceOperation { Property: var shown } view && state.IsView(shown, collection))
            user = view.User();
        return user as IForEachLoopOperation;
    }

    /// <summary>True where the loop awaits and then goes on to the next element.</summary>
    private static bool AwaitsBeforeNext(IForEachLoopOperation loop)
    {
        foreach (var step in loop.Body.DescendantsHere())
            if (step is IAwaitOperation wait && !wait.Ancestors().TakeWhile(outer => outer != loop).Any(outer => outer is IReturnOperation || outer is IBlockOperation block && NullTest.Leaves(block)))
                return true;
        return false;
    }

    private static bool IsChange(StateUse use) => use.Is(UseKind.ChangesContent);

    private static bool IsContent(StateUse use, ImmutableArray<string> words) => IsChange(use) || words.Contains("alone") && use.Is(UseKind.ReadsContent | UseKind.Enumerates) && !use.Counts;

    /// <summary>A change by work that the type starts, and a use by its callers while the work goes on, or the other way round.</summary>
    private static Contention? BesideThread(List<StateUse> uses, ImmutableArray<string> words, TypeState state)
    {
        foreach (var inside in uses)
            if (IsContent(inside, words) && state.GoesOnUnlocked(inside) is not (null or WorkKind.Parallel) && (TakesOut(inside, state) || !CallsBack(inside)))
                foreach (var outside in uses)
                    if (IsContent(outside, words) && (IsChange(inside) || IsChange(outside)) && MeetsCallers(inside, outside, state))
                        return IsChange(inside) ? new Contention(Sharing.Thread, inside, outside, uses) : new Contention(Sharing.Thread, outside, inside, uses);

        return null;
    }

    /// <summary>
    /// True where callers come to a use while the work may be under way: not where they start it, or nobody else comes. Where they come through
    /// code that takes a lock, that may have decided who goes on.
    /// </summary>
    private static bool MeetsCallers(StateUse inside, StateUse outside, TypeState state)
    {
        // Code that a thread runs as others call it is begun in either way, but for a timer, which comes again and again.
        if (state.RunsOn(outside) is not (null or WorkKind.Timer))
            return false;

        var starts = state.StartsOf(inside).ToList();
        return !starts.Exists(start => IsChange(inside) && start.EnclosingLoop() is not null) // What the runs of one body do to each other is known where they are started.
            && !state.IsBehindEnd(outside, starts)
            && state.IsReachedByCallers(outside, member => Guard.IsBeforeOrAfter(member) || member.DeclaredAccessibility == Accessibility.Protected && state.MembersThatCall(member).Any() // A part of the members that call it.
                || IsChange(outside) && state.RunsOn(inside) != WorkKind.Timer && !TakesOut(inside, state) && IsPreparation(member)
                || !outside.Variable.IsStatic && member is IMethodSymbol { MethodKind: MethodKind.Constructor }
                || !IsIn(outside, member) && (state.LocksIn(member) || state.WaitsFor(member, starts))
                || starts.Exists(start => state.MemberOf(start) is { } starter && SymbolEqualityComparer.Default.Equals(starter.OriginalDefinition, member)));
    }

    /// <summary>True where the work takes element by element out of a queue: whoever puts one in does so for the work, while it goes on.</summary>
    private static bool TakesOut(StateUse inside, TypeState state) => inside.At.EnclosingLoop() is not null && state.Does(inside, "next");

    private static bool IsIn(StateUse use, ISymbol member) => SymbolEqualityComparer.Default.Equals(use.Member.OriginalDefinition, member);

    /// <summary>True where the work calls what others gave it: they may be the ones who then come to the other members, on the thread of the work itself.</summary>
    private static bool CallsBack(StateUse inside)
    {
        foreach (var step in (inside.Function ?? inside.At.Root()).DescendantsHere())
            if (step is IInvocationOperation { TargetMethod: var method } && (method.MethodKind == MethodKind.DelegateInvoke || (method.IsAbstract || method.IsVirtual) && !method.DeclaringSyntaxReferences.IsEmpty))
                return true;
        return false;
    }

    /// <summary>A change by one caller and a use by another: of what is static, or of an object that all callers have.</summary>
    private static Contention? AmongCallers(VariableState variable, List<StateUse> uses, TypeState state, Context context)
    {
        var sharing = variable.Variable.IsStatic ? Sharing.Static : IsKeptForAll(state.Type) || context.IsMiddleware(state.Type) ? Sharing.Only : (Sharing?)null;
        if (sharing is not { } how || state.Type.DeclaredAccessibility == Accessibility.Private || Context.IsInNamespaceOfTests(state.Type) || IsNested(state) || context.IsPlainProgram && !state.StartsWork || uses.Exists(use => state.RunsOn(use) == WorkKind.Parallel))
            return null;

        // What is replaced as a whole belongs to a program that goes through phases, and knows when nobody else uses it.
        if (uses.Exists(use => use.Is(UseKind.Write)))
            return null;

        var isDoubtful = how == Sharing.Static && context.IsOfOneThread;
        foreach (var change in uses)
            if (!isDoubtful && IsChange(change) && state.IsReachedByCallers(change, IsEarly) is var comes && uses.Find(use => IsAsked(use, change, comes)) is { } asked)
                return new Contention(how, change, asked, uses);

        return how == Sharing.Static ? (isDoubtful ? null : OfRegister(uses, state, context)) ?? BesideLocked(variable, uses, state, context) : null;

        bool IsEarly(ISymbol member) => IsPreparation(member) || member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } || context.IsEntryPointOrItsWhole(member);

        // A member that others call first, to fill the collection, may also be called where an element was missing.
        bool IsAsked(StateUse use, StateUse change, bool comes) =>
            use == change ? comes && AsksAsItChanges(use, state)
            : IsLookup(use, state) && (Same(use, change) ? comes && use.At.Syntax.SpanStart < change.At.Syntax.SpanStart
                : change.Member.DeclaredAccessibility == Accessibility.Private ? comes && state.IsReachedByCallers(use)
                : state.Leads(use.Member, change.Member) && state.IsReachedByCallers(use, IsEarly));

        static bool Same(StateUse one, StateUse other) => SymbolEqualityComparer.Default.Equals(one.Member, other.Member);
    }

    /// <summary>A table of what comes and goes: some put into it what they have, and take it out again, while others look for it.</summary>
    private static Contention? OfRegister(List<StateUse> uses, TypeState state, Context context)
    {
        foreach (var put in uses)
            if (Concerns(put, "puts", state) && !Guard.IsBeforeOrAfter(put.Member) && Comes(put, state, context))
                foreach (var take in uses)
                    if (Concerns(take, "takes", state) && !IsIn(take, put.Member.OriginalDefinition) && Comes(take, state, context)
                        && uses.Find(use => IsRead(use, state) && !IsIn(use, put.Member.OriginalDefinition) && !IsIn(use, take.Member.OriginalDefinition)) is { } read)
                        return new Contention(Sharing.Static, put, read, uses);
        return null;
    }

    /// <summary>A table beside another one of the type, which is changed under a lock only: the author reckons with several threads.</summary>
    private static Contention? BesideLocked(VariableState variable, List<StateUse> uses, TypeState state, Context context)
    {
        if (state.TakesLocks && state.Variables.Any(other => other != variable && other.Variable.IsStatic && other is { IsCollection: true, Type: not IArrayTypeSymbol } && IsChangedUnderLocks(other)))
            foreach (var change in uses)
                if (IsChange(change) && change.Member.DeclaredAccessibility != Accessibility.Private && !Guard.IsBeforeOrAfter(change.Member) && Comes(change, state, context)
                    && uses.Find(use => IsRead(use, state) && !IsIn(use, change.Member.OriginalDefinition)) is { } read)
                    return new Contention(Sharing.Static, change, read, uses);
        return null;
    }

    private static bool IsChangedUnderLocks(VariableState variable)
    {
        var changes = variable.Shared.Where(IsChange).ToList();
        return changes.Count > 0 && changes.TrueForAll(change => !change.Locks.IsEmpty);
    }

    private static bool Comes(StateUse use, TypeState state, Context context) => use.Function is null && state.IsReachedByCallers(use, context.IsEntryPointOrItsWhole) && !AssertsThread(use, context);

    /// <summary>True where the member asserts on which thread it runs.</summary>
    public static bool AssertsThread(StateUse use, Context context)
    {
        foreach (var step in use.At.Root().DescendantsHere())
            if (step is IInvocationOperation call && context.AssertsThread(call))
                return true;
        return false;
    }

    private static bool IsRead(StateUse use, TypeState state) => (IsLookup(use, state) || use.Is(UseKind.Enumerates)) && use.Function is null && use.Member is not IMethodSymbol { IsOverride: true, Name: "ToString" } && !Guard.IsBeforeOrAfter(use.Member) && state.IsReachedByCallers(use);

    /// <summary>True where one element is put in or taken out that the member is given, or that is the object itself.</summary>
    private static bool Concerns(StateUse use, string does, TypeState state) => use.At.User() switch
    {
        IInvocationOperation { Arguments: [var first, ..] } call => state.Does(call, does) && IsGiven(first.Value),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] } element => does == "puts" && element.IsWritten() && IsGiven(key.Value),
        _ => false,
    };

    private static bool IsGiven(IOperation value) => value.DescendantsAndSelf().Any(part => part is IParameterReferenceOperation or IInstanceReferenceOperation);

    /// <summary>True for a type with a static stack that is popped only to have one less on it: it follows one thread into its calls and out again.</summary>
    private static bool IsNested(TypeState state)
    {
        foreach (var variable in state.Variables)
            if (variable is { Variable.IsStatic: true, Type: { Name: "Stack", ContainingNamespace.Name: "Generic" or "Collections" } })
            {
                var (pops, taken) = (0, 0);
                foreach (var use in variable.Uses)
                    if (use.At.User() is IInvocationOperation pop && state.Does(pop, "next"))
                        (pops, taken) = (pops + 1, taken + (pop.IsDropped() ? 0 : 1));
                if (pops > 0 && taken == 0)
                    return true;
            }
        return false;
    }

    /// <summary>True where an element is looked for: what is added then is added because somebody asked for it, and not beforehand.</summary>
    private static bool IsLookup(StateUse use, TypeState state) => state.Does(use, "asks") || use.At.User() is IPropertyReferenceOperation { Property.IsIndexer: true } element && !element.IsWritten();

    /// <summary>True where one call adds what is missing, and tells whether it was.</summary>
    private static bool AsksAsItChanges(StateUse use, TypeState state) => use.At.User() is IInvocationOperation { TargetMethod.ReturnType.SpecialType: SpecialType.System_Boolean } call && !call.IsDropped() && state.Does(call, "puts");

    /// <summary>True for a type of which everybody takes the same object: it makes the only one, or keeps one and says so by its name.</summary>
    private static bool IsKeptForAll(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: true, Type: INamedTypeSymbol kept } field && (SymbolEqualityComparer.Default.Equals(kept, type) || kept is { Name: "Lazy", TypeArguments: [var late] } && SymbolEqualityComparer.Default.Equals(late, type))
                && !IsOfThread(field) && (kept.Name == "Lazy" || type.InstanceConstructors.All(made => made.DeclaredAccessibility == Accessibility.Private) || (field.AssociatedSymbol ?? field).Name.TrimStart('_') is var name && ForAll.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase))))
                return true;
        return false;
    }

    private static readonly ImmutableArray<string> ForAll = ImmutableArray.Create("Instance", "Shared", "Global", "Singleton");

    /// <summary>Members that others call before the work begins, as their names say.</summary>
    internal static bool IsPreparation(ISymbol member) => (member.DeclaredAccessibility != Accessibility.Private ? Preparing : First).Any(word => Begins(member.Name, word))
        || member.Name.IndexOf("Dispose", StringComparison.Ordinal) >= 0;

    private static bool Begins(string name, string word) => name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length]));

    private static readonly ImmutableArray<string> Preparing = ImmutableArray.Create("Register", "Unregister", "Configure", "Add", "Remove", "Set", "Init", "Initialize", "Initialise", "Use", "Install", "Define", "Start", "OnStart", "Awake", "Clear", "Reset", "Enable", "Disable", "Map");

    /// <summary>The words that mean the same of what only the type itself calls.</summary>
    private static readonly ImmutableArray<string> First = ImmutableArray.Create("Init", "Initialize", "Initialise", "Setup", "SetUp", "Prepare");

    /// <summary>True where each thread has its own.</summary>
    private static bool IsOfThread(ISymbol variable) => variable.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ThreadStaticAttribute" or "ThreadStatic");
}
