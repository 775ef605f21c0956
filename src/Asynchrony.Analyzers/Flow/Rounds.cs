using Asynchrony.Analyzers.Knowledge;
using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// May the work of one round of a loop run beside that of the others, and beside the rest of the loop? What it reads of variables that the
/// loop changes counts as copied first. What is written under a common lock or atomically, and not read, was made to be written by several.
/// </summary>
internal sealed class Rounds
{
    private readonly RoundWork round;
    private readonly ImmutableArray<Body> bodies;
    private readonly Effects rest;
    private readonly Names names;
    private readonly Table effects;
    private readonly ImmutableHashSet<ISymbol> copied;

    private Rounds(RoundWork round, Compilation compilation, Table effects, CancellationToken cancellation)
    {
        this.round = round;
        this.effects = effects;
        bodies = round.Works.Zip(round.Targets, (work, target) => new Body(Effects.OfBody(target, compilation, effects, cancellation), work.Creation.EnclosingLoop())).ToImmutableArray();
        rest = Effects.OfRest(round.Loop, round.Parts, compilation, effects, cancellation);
        names = new Names(round.Loop.Root());
        copied = round.IsMadeInRound && IsKnown ? FindCopied(bodies[0].Effects) : ImmutableHashSet<ISymbol>.Empty;
    }

    public static Rounds Of(RoundWork round, Compilation compilation, Table effects, CancellationToken cancellation) => new(round, compilation, effects, cancellation);

    /// <summary>The variables that the work reads and the loop changes, whose values the work needs as they are when it starts.</summary>
    public IEnumerable<ISymbol> Copied => copied;

    /// <summary>True when no round needs what another does, whatever the order of what they print.</summary>
    public bool AreIndependent => IsKnown && bodies.All(body => !body.Effects.Waits && AreIndependentOf(body)) && !rest.Waits && !IsHeldUp;

    /// <summary>True when also nobody can tell the order: nothing is printed or freed, and what is written is the round's own, or adds up the same in any order.</summary>
    public bool HaveNoOrder =>
        AreIndependent && !rest.Frees
        && bodies.All(body => !body.Effects.Frees && body.Effects.Accesses.All(access =>
            !access.IsWrite || access.Place.Output is null && (IsMadeHere(access, body) || AreSlots(access, access, body) || Commutes(access))))
        && rest.Accesses.All(access => access.Place.Output is null || IsBefore(access));

    /// <summary>True where the loop holds a lock that the work takes: then no round comes to its end, and that is another defect.</summary>
    private bool IsHeldUp => round.Wait.Ancestors().TakeWhile(outer => !outer.IsFunction()).OfType<ILockOperation>().Any(held =>
        names.PathOf(held.LockedValue) is { } path && bodies.Any(body => body.Effects.Accesses.Any(access => !access.Locks.IsDefaultOrEmpty && access.Locks.Contains(path))));

    private bool IsKnown => !rest.Unknown && bodies.All(body => !body.Effects.Unknown);

    private bool AreIndependentOf(Body body) =>
        // Made once, a body does not run beside itself.
        (body.MadeIn is null || Pairs(body.Effects, body.Effects).All(pair => IsOwn(pair.One, pair.Other, body) || AreSlots(pair.One, pair.Other, body) || IsForMany(pair.One, body, pair.Other, body)))
        && bodies.All(other => other == body || Pairs(body.Effects, other.Effects).All(pair => IsForMany(pair.One, body, pair.Other, other)))
        && Pairs(body.Effects, rest).All(pair =>
            pair.Other.Place.Variable is { } variable && pair.Other.Place.Content is null && copied.Contains(variable)
            || IsBefore(pair.Other) && (IsOwn(pair.One, pair.Other, body) || pair.One.Place.Output is not null));

    /// <summary>Printed in some order, or written in a way made for several threads.</summary>
    private bool IsForMany(Access one, Body oneBody, Access other, Body otherBody) =>
        one.Place.Output is not null ? !IsOneForAll(one, oneBody) && !IsOneForAll(other, otherBody) : AreGuarded(one, other);

    /// <summary>The same thing outside for every round, which several must not change at once: the environment of the process, a file with a name that is no round's own.</summary>
    private bool IsOneForAll(Access access, Body body) => access.IsWrite && (access.Place.Output == "environment"
        || access is { Place.Output: "file", At: IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "File" }, Arguments: [{ Value: var path }, ..] } }
        && !path.DescendantsAndSelf().Any(part => part switch
        {
            ILocalReferenceOperation { Local: var local } => copied.Contains(local) || CapturedVariable.IsNewInEachRound(local, body.MadeIn ?? round.Loop),
            IParameterReferenceOperation { Parameter: var parameter } => access.Through is not null || copied.Contains(parameter),
            IInvocationOperation { Arguments.IsEmpty: true } => true, // A name that is made up.
            _ => false,
        }));

    /// <summary>True when the loop comes to an end by what it does itself: by a count, a collection, or a condition that it works on.</summary>
    public bool HaveEnd(Compilation compilation, CancellationToken cancellation) => round.Loop switch
    {
        IForEachLoopOperation each => !each.IsAsynchronous,
        var loop when loop.HasEnd() => true,
        var loop => loop.Condition() is { } condition
            && Effects.OfRest(condition, ImmutableArray<IOperation>.Empty, compilation, effects, cancellation).Accesses.Any(tested =>
                rest.Accesses.Any(written => written.IsWrite && written.Place.Output is null && written.Place.Is(tested.Place))),
    };

    private ImmutableHashSet<ISymbol> FindCopied(Effects work)
    {
        var read = work.Accesses.Select(access => access.Place).Where(place => place is { Content: null, Variable: ILocalSymbol or IParameterSymbol })
            .Select(place => place.Variable!).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);

        return read.Except(work.Accesses.Where(access => access.IsWrite && access.Place.Content is null).Select(access => access.Place.Variable).OfType<ISymbol>())
            .Where(variable => Writes(variable).Any() && !Writes(variable).Any(write => !IsBefore(write) && !IsBehind(write)))
            .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
    }

    private IEnumerable<Access> Writes(ISymbol variable) =>
        rest.Accesses.Where(access => access.IsWrite && access.Place.Content is null && SymbolEqualityComparer.Default.Equals(access.Place.Variable, variable));

    private static IEnumerable<(Access One, Access Other)> Pairs(Effects one, Effects other) =>
        from access in one.Accesses
        from met in other.Accesses
        where access.ConflictsWith(met)
        select (access, met);

    private bool IsBefore(Access access) => Stands(access) < (round.IsMadeInRound ? round.Work.Creation : round.Work.Start).Syntax.SpanStart || round.Loop is IForEachLoopOperation { Collection: var collection } && collection.Contains(access.Through ?? access.At);

    private bool IsBehind(Access access) => Stands(access) >= round.WaitStatement.Syntax.Span.End
        || round.Loop is IForLoopOperation { AtLoopBottom: var bottom } && bottom.Any(step => step.Contains(access.Through ?? access.At));

    private static int Stands(Access access) => (access.Through ?? access.At).Syntax.SpanStart;

    /// <summary>Both times the variable, or the object, that each round has for itself: a local, an element of what is looped over, what was made in the round.</summary>
    private bool IsOwn(Access one, Access other, Body body) =>
        RootOf(one, body) is { } root && SymbolEqualityComparer.Default.Equals(root, RootOf(other, body)) && (IsMadeHere(one, body) || IsElement(root, body.MadeIn!));

    /// <summary>The local of the round through which a place is reached, by one step at most.</summary>
    private static ILocalSymbol? RootOf(Access access, Body body) =>
        access.Place is { Path: { Root: ILocalSymbol local } path } place && body.MadeIn is { } loop && CapturedVariable.IsNewInEachRound(local, loop)
        && path.Members.Length <= (place.Content is null ? 1 : 0) ? local : null;

    private bool IsMadeHere(Access access, Body body) =>
        RootOf(access, body) is { } local && (access.Place is { Content: null, Path.Members.IsEmpty: true } || names.Value(local)?.Unwrapped() switch
        {
            IObjectCreationOperation or IArrayCreationOperation => true,
            { Kind: Operations.CollectionExpression } => true,
            IInvocationOperation { TargetMethod: var method } => effects.Find(method).Contains("fresh"),
            _ => false,
        });

    private bool IsElement(ILocalSymbol local, ILoopOperation loop) =>
        loop.Locals.Contains(local, SymbolEqualityComparer.Default) || names.Value(local)?.Unwrapped() is { } element && Slots.Of(loop).IsElement(element);

    private static bool AreSlots(Access one, Access other, Body body) =>
        one.Place.Content is not null && one.Through is null && other.Through is null && body.MadeIn is { } loop
        && Slots.Of(loop) is var slots && slots.IsSlot(one.At) && slots.IsSlot(other.At) && one.Place.Is(other.Place);

    /// <summary>Made to be written by several threads, and nobody looks at what the others wrote.</summary>
    private bool AreGuarded(Access one, Access other) =>
        (one.IsAtomic && other.IsAtomic || one.Locks.Any(held => other.Locks.Contains(held) && !IsOfRound(held)))
        && IsBlind(one) && IsBlind(other);

    private bool IsOfRound(AccessPath path) => path.Root is ILocalSymbol local && CapturedVariable.IsNewInEachRound(local, round.Loop);

    private static bool IsBlind(Access access) => access.At.Parent switch
    {
        IIncrementOrDecrementOperation or ICompoundAssignmentOperation => access.At.Parent.Parent is IExpressionStatementOperation,
        ISimpleAssignmentOperation => access.IsWrite && access.At.Parent.Parent is IExpressionStatementOperation,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" } call } => call.IsDropped(),
        _ => access.IsWrite && access.At is IInvocationOperation call && call.IsDropped(),
    };

    /// <summary>Whole numbers add up, and a bag is filled, to the same in any order.</summary>
    private bool Commutes(Access access) => AreGuarded(access, access) && access.At.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Increment" or "Decrement" or "Add" } } => true,
        IIncrementOrDecrementOperation step => IsWhole(step.Type),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } step => IsWhole(step.Type),
        _ => access.At is IInvocationOperation { TargetMethod: { Name: "Add", ContainingType.Name: "ConcurrentBag" } },
    };

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>What one of the threads does, and the loop that makes them: that of the round itself, or one before.</summary>
    private sealed record Body(Effects Effects, ILoopOperation? MadeIn);
}
