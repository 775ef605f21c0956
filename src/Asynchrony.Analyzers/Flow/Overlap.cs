using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the body of started work and the function that started it do to one place while both may run, and where the function waits at last.</summary>
internal readonly record struct Overlap(Access Body, Access Caller, IOperation Join)
{
    /// <summary>
    /// In the order of the text, for places that the body writes. Only what is surely the same place counts, and only work that stays in its function and is waited for there.
    /// What both do under one lock, or by Interlocked or Volatile, is meant; so is what a loop asks before each round.
    /// </summary>
    public static IEnumerable<Overlap> Of(StartedWork work, IOperation function, BodyContext context, Table effects, Func<Place, bool> written)
    {
        if (work.Kept.Escapes || DelegateOf(work) is not { } target)
            yield break;

        // What the function does is looked at only where the body leaves something to collide with.
        if (Effects.OfBody(target, context.Compilation, effects, context.Cancellation, near: true) is not { LocksUnseen: false } inside || !inside.Accesses.Any(IsWritten))
            yield break;

        var known = Joins.Of(work.Kept.Uses[0], work.Kept.Holders);
        var joins = function.DescendantsHere().Where(known.Include).ToList();
        if (known.AtOnce || joins.Count == 0 || Graphs.Of(work.Start, context.Raw) is not { } graph)
            yield break;

        var signalled = Joins.Of(work.Creation, target.Target(context.Compilation, context.Cancellation));
        var writes = inside.Accesses.Where(IsWritten).ToList();

        foreach (var step in Steps(function))
        {
            if (step.Syntax.Span.End <= work.Start.Syntax.Span.End || step.Contains(work.Creation) || step.Contains(work.Start)
                || joins.LastOrDefault(join => join.Syntax.SpanStart > step.Syntax.Span.End) is not { } join)
                continue;

            var outside = Effects.Of(step, context.Compilation, effects, context.Cancellation, near: true);
            foreach (var access in outside.Accesses)
                foreach (var other in writes)
                    if (access.CollidesWith(other) && IsReached(access, step) && !Effects.Of(function, context.Compilation, effects, context.Cancellation, near: true).LocksUnseen)
                        yield return new Overlap(other, access, join);
        }

        bool IsWritten(Access access) => access is { IsWrite: true, IsAtomic: false } && written(access.Place);

        bool IsReached(Access access, IOperation step)
        {
            var at = (access.Through ?? access.At).Syntax;
            return step.Syntax.Span.Contains(at.Span) && graph.Leads(work.Start, operation => operation.Syntax == at, operation => known.Include(operation) || signalled.Include(operation));
        }
    }

    private static IOperation? DelegateOf(StartedWork work) => work.Kind is not (WorkKind.Thread or WorkKind.Task) ? null
        : (work.Creation switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation creation => creation.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty })
            .FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value;

    /// <summary>What a function does one after the other: statements without others inside, the values that statements decide by, and locked regions as a whole.</summary>
    private static IEnumerable<IOperation> Steps(IOperation function) => function.DescendantsHere().Where(operation => IsStep(operation) && !operation.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is ILockOperation));

    private static bool IsStep(IOperation operation) =>
        operation is ILockOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation or IReturnOperation
        || operation.Parent switch
        {
            IConditionalOperation { Type: null } choice => choice.Condition == operation,
            ISwitchOperation choice => choice.Value == operation,
            IForEachLoopOperation loop => loop.Collection == operation,
            _ => false,
        };
}
