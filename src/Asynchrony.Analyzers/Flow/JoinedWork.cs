using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A thread or task in a local that a block starts and waits for without a limit, each by a statement of its own. Not in a loop or under a
/// lock, not where others know the work, and not where anything else is done with it before the wait.
/// </summary>
internal sealed class JoinedWork
{
    private readonly IBlockOperation block;
    private readonly int start;

    private JoinedWork(StartedWork work, IOperation target, ILocalSymbol holder, IBlockOperation block, int start, IExpressionStatementOperation statement)
    {
        Work = work;
        Target = target;
        Holder = holder;
        WaitStatement = statement;
        this.block = block;
        this.start = start;
    }

    public StartedWork Work { get; }

    /// <summary>The delegate that runs.</summary>
    public IOperation Target { get; }

    public ILocalSymbol Holder { get; }

    public IOperation Wait => WaitStatement.Operation;

    public IExpressionStatementOperation WaitStatement { get; }

    public static IReadOnlyList<JoinedWork> In(Survey survey, Table runsDelegate)
    {
        List<JoinedWork>? found = null;
        if (HasWait(survey))
            foreach (var work in StartedWork.OutsideLoops(survey, runsDelegate))
                if (Of(work) is { } joined)
                    (found ??= []).Add(joined);

        return (IReadOnlyList<JoinedWork>?)found ?? [];
    }

    /// <summary>
    /// What does not need this wait, though it stands behind it. Null where nothing runs beside the work before the wait, where the work may do
    /// anything or frees what others use, and where it has surely ended by then, since something in between waits, looks at what the work does, or may be told by it. <paramref name="all"/> is all
    /// such work of the body.
    /// </summary>
    public WorkBehind? Behind(IReadOnlyList<JoinedWork> all, Compilation compilation, Table effects, CancellationToken cancellation)
    {
        var others = all.Where(other => other != this && other.block == block && other.Work.Start.Syntax.SpanStart < Wait.Syntax.SpanStart).ToList();
        var between = block.Operations.Skip(start + 1).TakeWhile(statement => statement != WaitStatement).ToList();

        if (between.Count == 0 && !others.Any(RunsBeside) || Effects.OfBodyIfKnown(Target, compilation, effects, cancellation) is not { Frees: false } work)
            return null;

        foreach (var statement in between)
        {
            if (others.Any(other => other.block.Operations[other.start] == statement || other.WaitStatement == statement))
                continue;

            var meanwhile = Effects.Of(statement, compilation, effects, cancellation);
            if (meanwhile.Waits || meanwhile.Unknown && work.Waits || meanwhile.Accesses.Any(access => access.Place.Output is null && work.Accesses.Any(access.ConflictsWith)))
                return null;
        }

        return WorkBehind.Of(WaitStatement, Holder, work, mayFail: Work.Kind != WorkKind.Thread, [.. others.Select(other => other.WaitStatement)], compilation, effects, cancellation);
    }

    /// <summary>Started before this one, and waited for after it.</summary>
    private bool RunsBeside(JoinedWork other) => other.start < start && other.Wait.Syntax.SpanStart > Wait.Syntax.SpanStart;

    private static bool HasWait(Survey survey)
    {
        foreach (var call in survey.Calls)
            if (IsWait(call))
                return true;
        return false;
    }

    private static bool IsWait(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Join" or "Wait" or "GetResult", Arguments.IsEmpty: true, Instance: not null, Parent: IExpressionStatementOperation };

    private static JoinedWork? Of(StartedWork work)
    {
        if (work.Kept.Escapes || work.Target is not { } target || work.Kept.Holders.ToList() is not [ILocalSymbol holder]
            || work.Start != work.Creation && work.Start is not IInvocationOperation { Arguments.IsEmpty: true }
            || StatementOf(work) is not { Parent: IBlockOperation block } started
            || !HoldsNothingElse(work, holder))
            return null;

        var next = work.Kept.Uses.Where(use => use.Syntax.SpanStart >= started.Syntax.Span.End).OrderBy(use => use.Syntax.SpanStart).FirstOrDefault();
        var start = block.Operations.IndexOf(started);
        return next?.Ancestors().FirstOrDefault(outer => outer.Parent == block) is IExpressionStatementOperation wait && IsWait(wait.Operation)
            && !wait.Ancestors().TakeWhile(outer => !outer.IsFunction()).Any(outer => outer is ILockOperation)
            ? new JoinedWork(work, target, holder, block, start, wait)
            : null;
    }

    private static bool HoldsNothingElse(StartedWork work, ILocalSymbol holder) => work.Creation.Root().Descendants().All(operation => operation switch
    {
        IVariableDeclaratorOperation { Symbol: var declared } declarator when SymbolEqualityComparer.Default.Equals(declared, holder) => declarator.GetVariableInitializer() is not { } initial || initial.Value.Unwrapped() == work.Creation,
        ILocalReferenceOperation { Local: var written } reference when SymbolEqualityComparer.Default.Equals(written, holder) && reference.IsWritten() => reference.Parent is ISimpleAssignmentOperation { Value: var value } && value.Unwrapped() == work.Creation,
        _ => true,
    });

    /// <summary>The statement that does nothing but start the work, or start and keep it.</summary>
    private static IOperation? StatementOf(StartedWork work) => work.Start == work.Creation
        ? work.Creation.User() switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation group } } } => group,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation, Parent: IExpressionStatementOperation statement } => statement,
            _ => null,
        }
        : work.Start.Parent as IExpressionStatementOperation;
}
