using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A pause that is to give another thread its time: a loop that does nothing but pause until the other side is done, or a pause between the
/// start of some work and the first look at what it writes.
/// </summary>
internal sealed class SleepOrder
{
    private SleepOrder(IInvocationOperation pause, string waitedFor, string? instead, IOperation? read)
    {
        Pause = pause;
        WaitedFor = waitedFor;
        Instead = instead;
        Read = read;
    }

    public IInvocationOperation Pause { get; }

    /// <summary>The thread, event, task or flag that the loop asks, or the member that is read.</summary>
    public string WaitedFor { get; }

    /// <summary>The member that waits for what the loop asks; null where there is none that does just that.</summary>
    public string? Instead { get; }

    /// <summary>Where the outcome is read behind the pause.</summary>
    public IOperation? Read { get; }

    public static IReadOnlyList<SleepOrder> In(Survey survey, BodyContext context, Table runsDelegate, Table effects)
    {
        List<SleepOrder>? all = null;
        foreach (var call in survey.Calls)
            if (IsPause(call) && !context.Surroundings().IsTest(context.Owner, call.Syntax.SyntaxTree, context.Cancellation))
            {
                if (call.EnclosingLoop() is not { } loop)
                {
                    if (survey.StartsWork(runsDelegate) && ReadBehind(call, survey, context, runsDelegate, effects) is var (member, read))
                        (all ??= []).Add(new SleepOrder(call, member.Name, null, read));
                }
                else if (loop is IWhileLoopOperation { Condition: { } condition } && IsAll(loop.Body, call) && Asked(condition, survey, context, runsDelegate) is var (asked, instead))
                {
                    (all ??= []).Add(new SleepOrder(call, asked, instead, null));
                }
            }
        return (IReadOnlyList<SleepOrder>?)all ?? [];
    }

    private static bool IsPause(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Sleep" or "Yield" or "SpinWait", ContainingType: { Name: "Thread", ContainingNamespace.Name: "Threading" } } => call.Parent is IExpressionStatementOperation,
        { Name: "SpinOnce", ContainingType.Name: "SpinWait" } => call.Parent is IExpressionStatementOperation,
        { Name: "Delay", ContainingType.Name: "Task" } => call.User() is IAwaitOperation { Parent: IExpressionStatementOperation },
        _ => false,
    };

    private static bool IsAll(IOperation body, IInvocationOperation pause)
    {
        var statement = pause.Parent is IExpressionStatementOperation direct ? direct : pause.User()?.Parent;
        return body == statement || body is IBlockOperation { Operations: [var only] } && only == statement;
    }

    /// <summary>What a loop asks before each round, if that is a thing which can be waited for or a flag that work started here sets.</summary>
    private static (string Name, string? Instead)? Asked(IOperation condition, Survey survey, BodyContext context, Table runsDelegate)
    {
        var (asked, isNegated) = condition.Unwrapped() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } ? (operand.Unwrapped(), true) : (condition.Unwrapped(), false);

        return asked switch
        {
            IPropertyReferenceOperation { Property: { Name: "IsAlive", ContainingType.Name: "Thread" }, Instance: { } thread } when !isNegated && thread.Named() is { } holder => (holder.Name, "Join"),
            IPropertyReferenceOperation { Property: { Name: "IsSet", ContainingType.Name: "ManualResetEventSlim" or "CountdownEvent" }, Instance: { } signal } when isNegated && signal.Named() is { } holder => (holder.Name, "Wait"),
            IPropertyReferenceOperation { Property: { Name: "IsCompleted", ContainingType: var type }, Instance: { } task } when isNegated && type.IsTask() && task.Named() is { } holder => IsTakenLater(holder, condition) ? null : (holder.Name, null),
            IFieldReferenceOperation { Field: { IsVolatile: true, DeclaredAccessibility: Accessibility.Private } flag } => IsSetByWork(flag, condition, survey, context, runsDelegate) ? (flag.Name, null) : null,
            IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" }, Arguments: [{ Value: var read }] } => read.Named() is { } flag && IsSetByWork(flag, condition, survey, context, runsDelegate) ? (flag.Name, null) : null,
            _ => null,
        };
    }

    /// <summary>True where the task is waited for behind the loop as well: whoever does both means the first to spin.</summary>
    private static bool IsTakenLater(ISymbol task, IOperation condition)
    {
        foreach (var operation in condition.Root().Descendants())
            if (operation.Syntax.SpanStart > condition.Syntax.Span.End && (operation is IAwaitOperation { Operation: var awaited } && SymbolEqualityComparer.Default.Equals(awaited.Named(), task)
                || operation is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "Wait" or "ConfigureAwait", Instance: { } waited } && SymbolEqualityComparer.Default.Equals(waited.Named(), task)
                || operation is IPropertyReferenceOperation { Property.Name: "Result", Instance: { } read } && SymbolEqualityComparer.Default.Equals(read.Named(), task)))
                return true;
        return false;
    }

    /// <summary>True for a flag that work sets which is not waited for behind the loop.</summary>
    private static bool IsSetByWork(ISymbol flag, IOperation condition, Survey survey, BodyContext context, Table runsDelegate)
    {
        foreach (var work in survey.Delegates(runsDelegate))
            if (work.RunsOn is WorkKind.Thread or WorkKind.Task or WorkKind.Pool && (work.Body is IMethodReferenceOperation { Method: var method } ? method.Body(context.Compilation, context.Cancellation) : work.Body) is { } body)
                foreach (var operation in body.Descendants())
                    if (operation is IFieldReferenceOperation or ILocalReferenceOperation && operation.IsWritten() && SymbolEqualityComparer.Default.Equals(operation.Named(), flag)
                        || operation is IInvocationOperation { TargetMethod: { Name: "Write", ContainingType.Name: "Volatile" }, Arguments: [{ Value: var target }, ..] } && SymbolEqualityComparer.Default.Equals(target.Named(), flag))
                        return !condition.Root().Descendants().Any(later => later.Syntax.SpanStart > condition.Syntax.Span.End && work.OwnJoins.Include(later));

        return false;
    }

    /// <summary>A member that work writes which was started before and that nobody waits for in this function, and where it is read behind the pause.</summary>
    private static (ISymbol Member, IOperation Read)? ReadBehind(IInvocationOperation pause, Survey survey, BodyContext context, Table runsDelegate, Table effects)
    {
        var function = pause.EnclosingFunction();
        foreach (var work in survey.Delegates(runsDelegate))
            if (work is { RunsOn: WorkKind.Thread or WorkKind.Task or WorkKind.Pool, RunsAfter: false } && work.Call.EnclosingFunction() == function && work.Call.Syntax.SpanStart < pause.Syntax.SpanStart && !work.Kept.Escapes
                && (function ?? survey.Root) is var starter && work.OwnJoins is { AtOnce: false } joins && !starter.DescendantsHere().Any(joins.Include)
                && Graphs.Of(pause, context.Raw) is { } graph && work.Starts().Any(start => graph.Leads(start, operation => operation.Syntax == pause.Syntax, WaitPoint.MayBe))
                && Effects.OfBody(work.Body, context.Compilation, effects, context.Cancellation, near: true) is { LocksUnseen: false, Waits: false } inside)
                foreach (var access in inside.Accesses)
                    if (access is { IsWrite: true, IsAtomic: false, Locks.IsDefaultOrEmpty: true, Place: { Output: null, Content: null, Variable: IFieldSymbol { IsVolatile: false } or IPropertySymbol } } && !Place.IsOfThread(access.Place.Variable)
                        && FirstRead(access.Place.Variable!, pause, graph) is { } read)
                        return (access.Place.Variable!, read);

        return null;
    }

    private static IOperation? FirstRead(ISymbol member, IOperation pause, FlowGraph graph)
    {
        IOperation? read = null;
        return graph.Leads(pause, Reads, WaitPoint.MayBe) && !read!.Ancestors().Any(outer => outer is ILockOperation) ? read : null;

        bool Reads(IOperation operation)
        {
            if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }) || operation.IsForeign() || !operation.IsRead() || !SymbolEqualityComparer.Default.Equals(operation.Named()?.OriginalDefinition, member))
                return false;
            read = operation;
            return true;
        }
    }
}
