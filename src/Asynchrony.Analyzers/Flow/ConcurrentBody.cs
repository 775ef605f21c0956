using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A body of which several runs are under way at once: of a parallel loop or query, work that a loop starts again before it has waited for
/// it, work that is started twice, one of the bodies that a call runs side by side.
/// </summary>
internal sealed class ConcurrentBody
{
    /// <summary>What makes a sequence run through: until then its lambdas have not run, and one by one they run for whoever enumerates it.</summary>
    private static readonly ImmutableHashSet<string> Enumerating = ImmutableHashSet.Create(StringComparer.Ordinal, "ToArray", "ToList", "WhenAll", "WaitAll");

    private readonly IOperation? round;
    private readonly Names names;
    private Effects? effects;
    private Effects? ofProgram;

    private ConcurrentBody(Handover handover, IOperation? round, BodyContext context)
    {
        Handover = handover;
        Function = OwnMethod(handover.Body, context) ?? handover.Body;
        this.round = round;
        names = Engine.Of(context.Compilation).NamesOf(handover.Call.Root());
    }

    public Handover Handover { get; }

    /// <summary>The code of one run: a lambda, a local function, the body of a method of the same object; the reference to a method of another.</summary>
    public IOperation Function { get; }

    /// <summary>The other bodies of the same call, where each of them runs once.</summary>
    public IReadOnlyList<ConcurrentBody> Beside { get; private set; } = [];

    /// <summary>Every such body that this one hands over, in the order of the text. Found once for all rules.</summary>
    public static IReadOnlyList<ConcurrentBody> In(BodyContext context, IOperation body, Table runsDelegate) =>
        context.Surveyed(body).Delegates(runsDelegate) is { Count: > 0 } delegates ? In(context, body, delegates) : []; // Most bodies have none: they allocate nothing.

    private static IReadOnlyList<ConcurrentBody> In(BodyContext context, IOperation body, IReadOnlyList<Handover> delegates) =>
        Engine.Of(context.Compilation).Once(body, () => new Found(Find(context, delegates))).Bodies;

    private static IReadOnlyList<ConcurrentBody> Find(BodyContext context, IReadOnlyList<Handover> delegates)
    {
        List<ConcurrentBody>? found = null;
        foreach (var handover in delegates)
            if (!handover.Call.IsInExpressionTree(KnownSymbols.Of(context.Compilation).ExpressionTree) && Of(handover, delegates, context) is { } concurrent)
                (found ??= []).Add(concurrent);

        foreach (var side in found?.Where(concurrent => concurrent.Handover.RunsOnce).GroupBy(concurrent => concurrent.Handover.Call).ToList() ?? [])
            foreach (var one in side)
                one.Beside = [.. side.Where(other => other != one)];

        found?.Sort((one, other) => one.Handover.Call.Syntax.SpanStart.CompareTo(other.Handover.Call.Syntax.SpanStart));
        return (IReadOnlyList<ConcurrentBody>?)found ?? [];
    }

    /// <summary>
    /// The async functions that a query or a loop starts for all of its elements before any is awaited. Up to their first await they run one by
    /// one, behind it at once, unless a context brings them back to one thread.
    /// </summary>
    public static IReadOnlyList<ConcurrentBody> StartedTogether(BodyContext context, IOperation body)
    {
        List<ConcurrentBody>? found = null;
        foreach (var function in context.Surveyed(body).Functions)
            if (function is IAnonymousFunctionOperation { Symbol.IsAsync: true } lambda && QueryOf(lambda) is { } query && IsRunThrough(query))
                (found ??= []).Add(new ConcurrentBody(Handover.OfQuery(query, lambda), round: null, context));
            else if (function.Symbol() is { IsAsync: true, ReturnsVoid: false } && CollectedBy(function) is { } start)
                (found ??= []).Add(new ConcurrentBody(Handover.OfQuery(start, function), start.EnclosingLoop(), context));

        return (IReadOnlyList<ConcurrentBody>?)found ?? [];
    }

    /// <summary>The bodies of threads and tasks that this body starts one by one, each with those that may still run, or start, while it does.</summary>
    public static IReadOnlyList<ConcurrentBody> StartedSideBySide(BodyContext context, IOperation body, Table runsDelegate)
    {
        var started = context.Surveyed(body).Delegates(runsDelegate);
        return started.Count < 2 ? [] : SideBySide(context, started);
    }

    private static IReadOnlyList<ConcurrentBody> SideBySide(BodyContext context, IReadOnlyList<Handover> started)
    {
        List<ConcurrentBody>? found = null;
        foreach (var one in started)
            if (IsStartedBeside(one) && started.Where(other => other != one && IsStartedBeside(other) && !Runs(other, one.Body) && other.Call.EnclosingFunction() == one.Call.EnclosingFunction()
                && (Overlap(one, other, context) || Overlap(other, one, context))).ToList() is { Count: > 0 } others)
                (found ??= []).Add(new ConcurrentBody(one, round: null, context) { Beside = [.. others.Select(other => new ConcurrentBody(other, round: null, context))] });

        return (IReadOnlyList<ConcurrentBody>?)found ?? [];

        static bool IsStartedBeside(Handover handover) => handover.RunsOn is WorkKind.Thread or WorkKind.Task && !handover.RunsAfter && !Parallelism.IsOne(handover) && !handover.Kept.Escapes;
    }

    /// <summary>What one run reads and writes.</summary>
    public Effects Effects(Compilation compilation, Table table, CancellationToken cancellation) => effects ??= Function is IMethodReferenceOperation
        ? Flow.Effects.OfBody(Function, compilation, table, cancellation, near: true)
        : Flow.Effects.Of(Function, compilation, table, cancellation, near: true);

    /// <summary>What one run reads and writes, as far as the program shows it.</summary>
    public Effects Effects(Compilation compilation, Table table, OnlyAnswer answers, CancellationToken cancellation) => ofProgram ??= Flow.Effects.OfProgram(Function, compilation, table, answers, cancellation);

    /// <summary>True for a local or parameter that all runs share: not what a run declares, nor what the loop around the start makes anew in each round.</summary>
    public bool Shares(ISymbol variable) => !CapturedVariable.IsInside(variable, Function.Syntax) && !IsOfRound(variable);

    /// <summary>True where a place is the same one for all runs, as far as fields and automatic properties lead to it.</summary>
    public bool Shares(Place place) =>
        place.Path is { } path
        && path.Root switch
        {
            null or ITypeSymbol => true,
            ILocalSymbol local => Shares(local) && (place.Content is null && path.Members.IsEmpty || IsOneObject(local)),
            var parameter => Shares(parameter),
        }
        && path.Members.All(IsStored);

    /// <summary>True for an element that is the same one for all runs: its indices are constant, or in this function and made of what is shared and never assigned.</summary>
    public bool Shares(IArrayElementReferenceOperation element, bool isInFunction) => element.Indices.All(index => index.ConstantValue.HasValue
        || isInFunction && index.DescendantsAndSelf().All(part => part switch
        {
            ILocalReferenceOperation { Local: var local } => local.IsConst || Shares(local) && IsOneObject(local),
            IFieldReferenceOperation { Field: var field } => field.IsConst || field.IsReadOnly,
            IInstanceReferenceOperation or ILiteralOperation or IBinaryOperation or IConversionOperation or IParenthesizedOperation => true,
            _ => false,
        }));

    /// <summary>True for a local of the caller, or the caller's caller: what a run declares is its own, and a method that it calls has others.</summary>
    public bool Captures(ISymbol variable) => !CapturedVariable.IsInside(variable, Function.Syntax) && CapturedVariable.IsInside(variable, Handover.Call.Root().Syntax);

    /// <summary>True where the code of an access runs as a part of the run: what is in a lambda runs when somebody else likes, under locks we do not see.</summary>
    public bool Runs(Access access) => IsOutsideLambdas(access.At) && access.Calls.All(call => call == Function || IsOutsideLambdas(call));

    private bool IsOutsideLambdas(IOperation operation) =>
        operation.Ancestors().FirstOrDefault(outer => outer == Function || outer.IsFunction()) is not IAnonymousFunctionOperation other || other == Function;

    private bool IsOneObject(ILocalSymbol local) => !local.IsRef && names.Value(local) is not null;

    private bool IsOfRound(ISymbol variable) => round switch
    {
        ILoopOperation loop => CapturedVariable.IsNewInEachRound(variable, loop),
        { } lambda => CapturedVariable.IsInside(variable, lambda.Syntax),
        null => false,
    };

    /// <summary>A member without code of its own that every thread sees alike.</summary>
    private static bool IsStored(ISymbol member) => member switch
    {
        IFieldSymbol field => !Place.IsOfThread(field),
        IPropertySymbol property => property.Storage() is { } field && !Place.IsOfThread(field),
        _ => false,
    };

    private static ConcurrentBody? Of(Handover handover, IReadOnlyList<Handover> all, BodyContext context)
    {
        if (handover.RunsOn == WorkKind.Parallel)
            return Parallelism.IsOne(handover) ? null : new ConcurrentBody(handover, round: null, context);
        if (!handover.RunsBeside || handover.RunsOn == WorkKind.Timer || handover.RunsAfter || Parallelism.IsOne(handover))
            return null;
        if (Query(handover, context) is { } lambda)
            return new ConcurrentBody(handover, lambda, context);

        if (handover.Call.EnclosingLoop() is null && !all.Any(other => other != handover && Runs(other, handover.Body)))
            return null; // It is started once, whatever paths there are.

        return all.Any(other => other.Call.EnclosingFunction() == handover.Call.EnclosingFunction() && Runs(other, handover.Body) && Overlap(handover, other, context))
            ? new ConcurrentBody(handover, handover.Call.EnclosingLoop(), context)
            : null;
    }

    private static IOperation? OwnMethod(IOperation body, BodyContext context) =>
        body is IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } reference ? reference.Target(context.Compilation, context.Cancellation) : null;

    /// <summary>The same code on the same object; what a method of another object does, it does there.</summary>
    private static bool Runs(Handover other, IOperation body) => other.RunsBeside && (other.Body == body
        || other.Body is IMethodReferenceOperation one && body is IMethodReferenceOperation two
            && SymbolEqualityComparer.Default.Equals(one.Method, two.Method) && one.Instance is null or IInstanceReferenceOperation && two.Instance is null or IInstanceReferenceOperation);

    /// <summary>True where a path leads from a start of the one to a start of the other on which nothing waits for the first.</summary>
    private static bool Overlap(Handover one, Handover other, BodyContext context)
    {
        var joins = one.Joins;
        if (one != other && one.Call.User() is { } list && list == other.Call.User() && (list is IArrayInitializerOperation || list.Kind == Operations.CollectionExpression))
            return true; // Task.WaitAll(Task.Run(work), Task.Run(work));
        if (joins.AtOnce || one.Call.EnclosingLoop() is { } loop && IsStartedOnce(one.Call, loop, joins))
            return false;

        var next = Starts(other).Select(start => start.Syntax).ToImmutableHashSet();
        return Starts(one).Any(start => !Parallelism.IsOne(start) && Graphs.Of(start, context.Raw)?.Leads(start, operation => next.Contains(operation.Syntax), joins.Include) == true);
    }

    /// <summary>Where the work begins; a thread whose start is not seen may run from its creation on.</summary>
    private static IReadOnlyList<IOperation> Starts(Handover handover) => handover.Starts() is { Count: 0 } && handover.RunsOn != WorkKind.Task ? [handover.Call] : handover.Starts();

    /// <summary>True under a test of the work itself, or of a variable that is assigned where the test has succeeded: a later round does not start it again.</summary>
    private static bool IsStartedOnce(IOperation start, ILoopOperation loop, Joins joins)
    {
        foreach (var branch in start.Ancestors().TakeWhile(outer => outer != loop))
            if (branch.Parent is IConditionalOperation test && test.Condition != branch
                && (joins.Holds(test.Condition) || test.Condition.DescendantsAndSelf().Any(part => part.Named() is { } asked
                    && branch.DescendantsHere().Any(written => written.IsWritten() && SymbolEqualityComparer.Default.Equals(written.Named(), asked)))))
                return true;

        return false;
    }

    /// <summary>
    /// The lambda of a LINQ query that starts the work for each element, where something runs through the whole query: an async lambda
    /// overlaps with itself whatever it awaits; another must not wait for what it starts.
    /// </summary>
    private static IAnonymousFunctionOperation? Query(Handover handover, BodyContext context)
    {
        if (handover.Call.EnclosingFunction() is not IAnonymousFunctionOperation lambda || QueryOf(lambda) is not { } query || !IsRunThrough(query))
            return null;
        if (lambda.Symbol.IsAsync)
            return lambda;

        var joins = handover.Joins;
        return !joins.AtOnce && Graphs.Of(handover.Call, context.Raw)?.LeadsOut(handover.Call, joins.Include) is not null ? lambda : null;
    }

    /// <summary>The call in a loop that starts a function which nothing else names, and keeps its task with those of the other rounds until all are waited for at once.</summary>
    private static IInvocationOperation? CollectedBy(IOperation function)
    {
        IInvocationOperation? start = null;
        var kept = function is ILocalFunctionOperation ? null : (function.User() as IVariableInitializerOperation)?.Parent is IVariableDeclaratorOperation { Symbol: var local } ? local : null;
        if (kept is null && function is not ILocalFunctionOperation)
            return null;

        foreach (var operation in function.Root().Descendants())
            if (kept is not null ? operation is ILocalReferenceOperation { Local: var named } && SymbolEqualityComparer.Default.Equals(named, kept)
                : operation is IMethodReferenceOperation { Method: var referred } && SymbolEqualityComparer.Default.Equals(referred, function.Symbol()) || operation is IInvocationOperation { TargetMethod: var called } && SymbolEqualityComparer.Default.Equals(called, function.Symbol()))
            {
                var call = operation as IInvocationOperation ?? (operation.User() is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invoked && invoked.Instance?.Unwrapped() == operation ? invoked : null);
                if (call is null || start is not null || function.Syntax.Span.Contains(call.Syntax.Span))
                    return null;
                start = call;
            }

        return start?.EnclosingLoop() is { } loop && KeeperOf(start) is { } tasks && loop.Root().Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "WhenAll" or "WaitAll" } all
            && all.Syntax.SpanStart > loop.Syntax.Span.End && all.EnclosingFunction() == start.EnclosingFunction() && all.Arguments.Any(argument => argument.DescendantsAndSelf().Any(part => SymbolEqualityComparer.Default.Equals(part.Named(), tasks))))
            && !loop.DescendantsHere().Any(part => part is IAwaitOperation && part.DescendantsAndSelf().Any(named => SymbolEqualityComparer.Default.Equals(named.Named(), tasks))) ? start : null;
    }

    /// <summary>The array or list that a task is put into.</summary>
    private static ISymbol? KeeperOf(IInvocationOperation start) => start.User() switch
    {
        ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var array } } assignment when assignment.Value.Unwrapped() == start => array.Named(),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add", Instance: { } list } } => list.Named(),
        _ => null,
    };

    private static IInvocationOperation? QueryOf(IAnonymousFunctionOperation lambda) =>
        lambda.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } query } ? query : null;

    private static bool IsRunThrough(IOperation query) => query.User() switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } => Enumerating.Contains(name),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => query.Root().Descendants().Any(use =>
            use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } && Enumerating.Contains(name)),
        _ => false,
    };

    private sealed class Found(IReadOnlyList<ConcurrentBody> bodies)
    {
        public IReadOnlyList<ConcurrentBody> Bodies { get; } = bodies;
    }
}
