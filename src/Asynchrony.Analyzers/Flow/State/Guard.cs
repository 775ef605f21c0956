using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// The lock that most uses of a variable hold, so that its author means it to be held at all of them: one of the variable's own object or type,
/// held at two uses at least, one of which changes something, and at three of five, in more than one member.
/// </summary>
internal sealed class Guard
{
    private Guard(AccessPath path, IReadOnlyList<StateUse> locked, IReadOnlyList<StateUse> bare, int all)
    {
        Lock = path;
        Locked = locked;
        Bare = bare;
        All = all;
    }

    public AccessPath Lock { get; }

    /// <summary>The uses that hold it.</summary>
    public IReadOnlyList<StateUse> Locked { get; }

    /// <summary>The uses that hold no lock at all, by some way that leads to them, and at which others may have the object.</summary>
    public IReadOnlyList<StateUse> Bare { get; }

    /// <summary>How many uses count.</summary>
    public int All { get; }

    public static Guard? Of(VariableState variable, TypeState state)
    {
        List<StateUse>? counted = null;
        foreach (var use in variable.Uses)
            if (!use.IsConstruction && use.At.Parent is not ILockOperation && !use.IsAsserted && !(use.Counts && use.Locks.IsEmpty) && !IsBeforeOrAfter(use.Member))
                (counted ??= []).Add(use);
        return counted is not null && counted.Exists(use => !use.Locks.IsEmpty) ? Of(variable, state, counted) : null;
    }

    private static Guard? Of(VariableState variable, TypeState state, List<StateUse> counted)
    {
        Guard? best = null;
        foreach (var path in counted.SelectMany(use => use.Locks).Select(held => held.Lock).Where(path => IsOwn(path, variable.Variable, state.Type)).Distinct())
        {
            var locked = counted.FindAll(use => use.Locks.Any(held => held.Lock.Equals(path)));
            if (locked.Count >= 2 && locked.Exists(use => use.IsChange) && locked.Count * 5 >= counted.Count * 3 && (best is null || Weight(locked) > Weight(best.Locked)))
                best = new Guard(path, locked, counted.FindAll(use => use.Locks.IsEmpty && !use.IsLocked && !use.Is(UseKind.Atomic) && IsSure(use, state) && IsMeant(use, locked) && !SetsUp(use, state)), counted.Count);
        }

        return best is null ? null : WithEnd(best, variable, state);
    }

    /// <summary>With the writes of the member that ends the object, where work that changes the variable under the lock may go on beside it.</summary>
    private static Guard WithEnd(Guard guard, VariableState variable, TypeState state)
    {
        List<StateUse>? ends = null;
        foreach (var use in variable.Uses)
            if (use.Is(UseKind.Write) && !use.IsConstruction && use.Locks.IsEmpty && !use.IsLocked && !use.Is(UseKind.Atomic) && use.Member.Name is "Dispose" or "DisposeAsync" or "Shutdown" && IsSure(use, state)
                && guard.Locked.Any(other => other.Is(UseKind.Write) && state.GoesOnWith(other) is not (null or WorkKind.Parallel)))
                (ends ??= []).Add(use);
        return ends is null ? guard : new Guard(guard.Lock, guard.Locked, [.. guard.Bare, .. ends], guard.All + ends.Count);
    }

    /// <summary>
    /// Members that run before others have the object, or when they are done with it, and those whose callers are to hold the lock, as their
    /// names say.
    /// </summary>
    public static bool IsBeforeOrAfter(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Destructor }
        || LockNames.Begin(member.Name, Before) || IsForHolders(member);

    /// <summary>True for a static method that makes an object or reads it in, as its name says, and does the rest of what a constructor does.</summary>
    public static bool IsFactory(ISymbol member) => member.IsStatic && LockNames.Begin(member.Name, Before);

    /// <summary>True for a member that speaks of the lock, of tests or of a debugger by its name: its callers hold it, or are alone.</summary>
    public static bool IsForHolders(ISymbol member) => LockNames.Say(member.Name, Anywhere);

    /// <summary>True for a member that says by its name which thread it is for: it is entered by that one only.</summary>
    public static bool IsOfOneThread(ISymbol member) => LockNames.Say(member.Name, Threads);

    /// <summary>True for what the base calls, which may hold a lock or let in one at a time.</summary>
    public static bool IsOfBase(ISymbol member) => member is IMethodSymbol { IsOverride: true, DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.ProtectedOrInternal };

    private static readonly ImmutableArray<string> Before = ImmutableArray.Create("Start", "Init", "OnStart", "Configure", "Setup", "SetUp", "Load", "Open", "Build", "Create", "Awake", "Release", "TearDown");

    private static readonly ImmutableArray<string> Anywhere = ImmutableArray.Create("Dispose", "Shutdown", "ShutDown", "Unsafe", "Lock", "Synchronized", "ForTest", "ForUnitTest", "GetScheduledTasks");

    private static readonly ImmutableArray<string> Threads = ImmutableArray.Create("MainThread", "UIThread", "UiThread", "GameThread", "RenderThread", "WindowThread", "WinThread");

    /// <summary>True for the first value that a member gives which is told to run once, and is no body of a thread: callbacks come only then.</summary>
    private static bool SetsUp(StateUse use, TypeState state) => use is { Kind: UseKind.Write, Function: null, Later: Later.No, Member: IMethodSymbol { Name: "Run", IsAsync: false } }
        && use.At.Parent is ISimpleAssignmentOperation { Value: var first } && (first.ConstantValue.HasValue || first.Unwrapped() is IObjectCreationOperation or IArrayCreationOperation)
        && state.RunsOn(use) is null && use.At.EnclosingLoop() is null;

    private static int Weight(IReadOnlyList<StateUse> locked) => locked.Sum(use => use.IsChange ? 2 : 1);

    /// <summary>A lock that a single member takes may be there for what that member does: it is meant for the other accessor of a property, and nobody else.</summary>
    private static bool IsMeant(StateUse use, List<StateUse> locked) =>
        locked.Exists(other => !SymbolEqualityComparer.Default.Equals(other.Member, locked[0].Member))
        || locked[0].Member is IMethodSymbol { AssociatedSymbol: { } property } && SymbolEqualityComparer.Default.Equals((use.Member as IMethodSymbol)?.AssociatedSymbol, property);

    /// <summary>When a lambda runs nobody knows, unless it is handed to a thread.</summary>
    public static bool IsSure(StateUse use, TypeState state) => (use.Function is null or ILocalFunctionOperation || state.RunsOn(use) is not null) && !use.IsBehindWait;

    /// <summary>A lock of the same object or type. What all objects share needs a lock that they share, be it another type's.</summary>
    internal static bool IsOwn(AccessPath path, ISymbol variable, INamedTypeSymbol type) =>
        path.Root is ITypeSymbol root ? path.Members.Length <= 1 && (variable.IsStatic || SymbolEqualityComparer.Default.Equals(root.OriginalDefinition, type))
        : path.Root is null && !variable.IsStatic && (path.IsThis || path.Members.Length == 1 && SymbolEqualityComparer.Default.Equals(path.Members[0].ContainingType.OriginalDefinition, type));
}
