using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>One read or write of a place, where it stands, and the locks around it.</summary>
internal readonly record struct Access(Place Place, bool IsWrite, IOperation At)
{
    /// <summary>True for Interlocked, Volatile and volatile fields.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>The locks of the lock statements around it, outermost first; those of its callers included.</summary>
    public ImmutableArray<AccessPath> Locks { get; init; }

    /// <summary>The calls that lead to it, the first one in the code that was asked about; none where it stands in that code itself.</summary>
    public ImmutableArray<IOperation> Calls { get; init; }

    /// <summary>The call in the code that was asked about through which it happens; null where it stands in that code itself.</summary>
    public IOperation? Through => Calls is [var first, ..] ? first : null;

    public bool ConflictsWith(Access other) => (IsWrite || other.IsWrite) && Place.MayBe(other.Place);

    /// <summary>For the claim that two accesses race, once nothing orders them: one writes what surely is the same, and no lock is around both.</summary>
    public bool CollidesWith(Access other) => (IsWrite || other.IsWrite) && !IsAtomic && !other.IsAtomic && Place.Is(other.Place) && !Place.IsOfThread(Place.Variable)
        && (Locks.IsDefaultOrEmpty || other.Locks.IsDefaultOrEmpty || !Locks.Any(other.Locks.Contains));
}

/// <summary>
/// What a piece of code reads and writes outside itself: what it declares or creates is its own. Follows calls into source to a bounded depth
/// with receiver and arguments put in; a member without source does what the Effects table says, and may do anything when it is not listed.
/// </summary>
internal sealed class Effects
{
    private Effects(ImmutableArray<Access> accesses, ImmutableArray<ISymbol> unknown, bool works, bool takesTime, bool waits, bool frees, bool locksUnseen, ImmutableArray<IOperation> locksKept)
    {
        Accesses = accesses;
        UnknownMembers = unknown;
        Works = works;
        TakesTime = takesTime;
        Waits = waits;
        Frees = frees;
        LocksUnseen = locksUnseen;
        LocksKept = locksKept;
    }

    /// <summary>In the order of the text, callees at their call.</summary>
    public ImmutableArray<Access> Accesses { get; }

    /// <summary>The members that may do anything.</summary>
    public ImmutableArray<ISymbol> UnknownMembers { get; }

    /// <summary>True when something in the code may do anything.</summary>
    public bool Unknown => !UnknownMembers.IsEmpty;

    /// <summary>True where the same code is known to do the same to the same place.</summary>
    public bool Sees(Access access)
    {
        foreach (var seen in Accesses)
            if (seen.IsWrite == access.IsWrite && seen.At.Syntax == access.At.Syntax && seen.Place.Is(access.Place))
                return true;
        return false;
    }

    /// <summary>True when the code does more than move values about: it calls something or loops.</summary>
    public bool Works { get; }

    /// <summary>True when the code loops, hands a collection to a library, or deals with the outside: it may take its time.</summary>
    public bool TakesTime { get; }

    /// <summary>True when the code blocks until something else happens, or lets others go on: its place in the order matters.</summary>
    public bool Waits { get; }

    /// <summary>True when the code disposes of something that others may still use.</summary>
    public bool Frees { get; }

    /// <summary>True when locks are taken other than by lock statements, so that the locks of the accesses are not all of them.</summary>
    public bool LocksUnseen { get; }

    /// <summary>The calls in the code that take more locks than they give back: a helper that wraps a lock.</summary>
    public ImmutableArray<IOperation> LocksKept { get; }

    /// <summary>The effects of code as it runs where it stands: a statement, the body of a member, of a lambda or of a local function.</summary>
    public static Effects Of(IOperation code, Compilation compilation, Table table, CancellationToken cancellation, bool near = false) =>
        Find<Code>(code, compilation, near) ?? Keep<Code>(code, compilation, near, new EffectsWalk(compilation, table, cancellation, DepthOf(near)).Of(code));

    /// <summary>The effects of running what a delegate expression names: a lambda, a local function, or a method with source.</summary>
    public static Effects OfBody(IOperation target, Compilation compilation, Table table, CancellationToken cancellation, bool near = false) =>
        target.Unwrapped() is var code && code.IsFunction() ? Of(code, compilation, table, cancellation, near)
            : Find<Target>(target, compilation, near) ?? Keep<Target>(target, compilation, near, new EffectsWalk(compilation, table, cancellation, DepthOf(near)).OfDelegate(target));

    /// <summary>As <see cref="OfBody"/>, as deep as the calls go, and into the only answer that a program has to a call.</summary>
    public static Effects OfProgram(IOperation target, Compilation compilation, Table table, OnlyAnswer answers, CancellationToken cancellation) => target.Unwrapped() is var code && code.IsFunction()
        ? new EffectsWalk(compilation, table, cancellation, EffectsWalk.Deepest, answers: answers).Of(code)
        : new EffectsWalk(compilation, table, cancellation, EffectsWalk.Deepest, answers: answers).OfDelegate(target);

    /// <summary>As <see cref="OfBody"/>; null where something in the code may do anything, which is seen as soon as it is met.</summary>
    public static Effects? OfBodyIfKnown(IOperation target, Compilation compilation, Table table, CancellationToken cancellation)
    {
        var engine = Engine.Of(compilation);
        if (engine.Known<Known>(target) is not { } known)
            known = engine.Keep(target, new Known(new EffectsWalk(compilation, table, cancellation, EffectsWalk.Deepest, onlyKnown: true).OfDelegate(target)));

        return known.Effects is { Unknown: false } effects ? effects : null;
    }

    /// <summary>Several rules ask the same of the same code: it is found once. What is near is followed no further than a body shows its states and owners.</summary>
    private static Effects? Find<TQuestion>(IOperation code, Compilation compilation, bool near) => near
        ? Engine.Of(compilation).Known<Found<Near<TQuestion>>>(code)?.Effects
        : Engine.Of(compilation).Known<Found<TQuestion>>(code)?.Effects;

    private static Effects Keep<TQuestion>(IOperation code, Compilation compilation, bool near, Effects found) => near
        ? Engine.Of(compilation).Keep(code, new Found<Near<TQuestion>>(found)).Effects
        : Engine.Of(compilation).Keep(code, new Found<TQuestion>(found)).Effects;

    private static int DepthOf(bool near) => near ? EffectsWalk.Near : EffectsWalk.Deepest;

    /// <summary>The effects of code that is awaited to its end, so that waiting is no effect.</summary>
    public static Effects OfAwaited(IOperation code, Compilation compilation, Table table, CancellationToken cancellation)
    {
        var effects = Of(code, compilation, table, cancellation);
        return new Effects(effects.Accesses, effects.UnknownMembers, effects.Works, effects.TakesTime, waits: false, effects.Frees, effects.LocksUnseen, effects.LocksKept);
    }

    /// <summary>The effects of code without some of its parts, on which it acts like code outside: what it declares is not its own here.</summary>
    public static Effects OfRest(IOperation code, ImmutableArray<IOperation> without, Compilation compilation, Table table, CancellationToken cancellation) =>
        new EffectsWalk(compilation, table, cancellation, EffectsWalk.Deepest).OfRest(code, without);

    /// <summary>True when something is written that was there before, or outside.</summary>
    public bool Writes => Accesses.Any(access => access.IsWrite);

    /// <summary>
    /// True when the code touches variables only, and those for which the conditions hold: no content of objects, no output. What is read from
    /// outside the process is nobody's here.
    /// </summary>
    public bool TouchesOnly(Func<ISymbol, bool> read, Func<ISymbol, bool> written) =>
        !Unknown && Accesses.All(access => access is { Place.Output: not null, IsWrite: false } || access.Place is { Content: null, Output: null, Variable: { } variable } && (access.IsWrite ? written : read)(variable));

    public bool IsIndependentOf(Effects other) =>
        !Unknown && !other.Unknown && !(Waits && other.Waits)
        && !Accesses.Any(access => other.Accesses.Any(access.ConflictsWith));

    internal static Effects Create(ImmutableArray<Access> accesses, ImmutableArray<ISymbol> unknown, bool works, bool takesTime, bool waits, bool frees, bool locksUnseen, ImmutableArray<IOperation> locksKept) =>
        new(accesses, unknown, works, takesTime, waits, frees, locksUnseen, locksKept);

    private sealed class Code;

    private sealed class Target;

    private sealed class Near<TQuestion>;

    private sealed class Known(Effects effects)
    {
        public Effects Effects { get; } = effects;
    }

    private sealed class Found<TQuestion>(Effects effects)
    {
        public Effects Effects { get; } = effects;
    }
}
