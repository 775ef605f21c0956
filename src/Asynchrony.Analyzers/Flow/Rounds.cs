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
    private readonly Effects work;
    private readonly Effects rest;
    private readonly Slots slots;
    private readonly Names names;
    private readonly Table effects;
    private readonly ImmutableHashSet<ISymbol> copied;

    private Rounds(RoundWork round, Compilation compilation, Table effects, CancellationToken cancellation)
    {
        this.round = round;
        this.effects = effects;
        work = Effects.OfBody(round.Target, compilation, effects, cancellation);
        rest = Effects.OfRest(round.Loop, round.Parts, compilation, effects, cancellation);
        slots = Slots.Of(round.Loop);
        names = new Names(round.Loop.Root());
        copied = work.Unknown || rest.Unknown ? ImmutableHashSet<ISymbol>.Empty : FindCopied();
    }

    public static Rounds Of(RoundWork round, Compilation compilation, Table effects, CancellationToken cancellation) => new(round, compilation, effects, cancellation);

    /// <summary>The variables that the work reads and the loop changes, whose values the work needs as they are when it starts.</summary>
    public IEnumerable<ISymbol> Copied => copied;

    /// <summary>True when no round needs what another does, whatever the order of what they print.</summary>
    public bool AreIndependent =>
        !work.Unknown && !rest.Unknown && !work.Waits && !rest.Waits
        && Pairs(work, work).All(pair => IsOwn(pair.One, pair.Other) || AreSlots(pair.One, pair.Other) || AreGuarded(pair.One, pair.Other) || pair.One.Place.Output is not null)
        && Pairs(work, rest).All(pair =>
            pair.Other.Place.Variable is { } variable && pair.Other.Place.Content is null && copied.Contains(variable)
            || IsBefore(pair.Other) && (IsOwn(pair.One, pair.Other) || pair.One.Place.Output is not null));

    /// <summary>True when also nobody can tell the order: nothing is printed or freed, and what is written is the round's own, or adds up the same in any order.</summary>
    public bool HaveNoOrder =>
        AreIndependent && !work.Frees && !rest.Frees
        && work.Accesses.All(access => !access.IsWrite || access.Place.Output is null && (IsMadeHere(access) || AreSlots(access, access) || Commutes(access)))
        && rest.Accesses.All(access => access.Place.Output is null || IsBefore(access));

    /// <summary>True when the loop comes to an end by what it does itself: by a count, a collection, or a condition that it works on.</summary>
    public bool HaveEnd(Compilation compilation, CancellationToken cancellation) => round.Loop switch
    {
        IForEachLoopOperation each => !each.IsAsynchronous,
        var loop when loop.HasEnd() => true,
        var loop => loop.Condition() is { } condition
            && Effects.OfRest(condition, ImmutableArray<IOperation>.Empty, compilation, effects, cancellation).Accesses.Any(tested =>
                rest.Accesses.Any(written => written.IsWrite && written.Place.Output is null && written.Place.Is(tested.Place))),
    };

    private ImmutableHashSet<ISymbol> FindCopied()
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

    private bool IsBefore(Access access) => Stands(access) < round.Work.Creation.Syntax.SpanStart || round.Loop is IForEachLoopOperation { Collection: var collection } && collection.Contains(access.Through ?? access.At);

    private bool IsBehind(Access access) => Stands(access) >= round.WaitStatement.Syntax.Span.End
        || round.Loop is IForLoopOperation { AtLoopBottom: var bottom } && bottom.Any(step => step.Contains(access.Through ?? access.At));

    private static int Stands(Access access) => (access.Through ?? access.At).Syntax.SpanStart;

    /// <summary>Both times the variable, or the object, that each round has for itself: a local, an element of what is looped over, what was made in the round.</summary>
    private bool IsOwn(Access one, Access other) =>
        RootOf(one) is { } root && SymbolEqualityComparer.Default.Equals(root, RootOf(other)) && (IsMadeHere(one) || IsElement(root));

    /// <summary>The local of the round through which a place is reached, by one step at most.</summary>
    private ILocalSymbol? RootOf(Access access) =>
        access.Place is { Path: { Root: ILocalSymbol local } path } place && CapturedVariable.IsNewInEachRound(local, round.Loop)
        && path.Members.Length <= (place.Content is null ? 1 : 0) ? local : null;

    private bool IsMadeHere(Access access) =>
        RootOf(access) is { } local && (access.Place is { Content: null, Path.Members.IsEmpty: true } || names.Value(local)?.Unwrapped() switch
        {
            IObjectCreationOperation or IArrayCreationOperation => true,
            { Kind: Operations.CollectionExpression } => true,
            IInvocationOperation { TargetMethod: var method } => effects.Find(method).Contains("fresh"),
            _ => false,
        });

    private bool IsElement(ILocalSymbol local) =>
        round.Loop.Locals.Contains(local, SymbolEqualityComparer.Default) || names.Value(local)?.Unwrapped() is IArrayElementReferenceOperation element && slots.IsSlot(element);

    private bool AreSlots(Access one, Access other) =>
        one.Place.Content is not null && one.Through is null && other.Through is null && slots.IsSlot(one.At) && slots.IsSlot(other.At) && one.Place.Is(other.Place);

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
}
