using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A task that a function starts and keeps to itself in a local, where every wait for it can be seen.</summary>
internal sealed class KeptTask
{
    private static readonly ImmutableHashSet<string> Combines = ImmutableHashSet.Create(StringComparer.Ordinal, "WhenAll", "WaitAll");

    private static readonly string[] Nothing = ["unused", "ignore", "discard", "nowait", "forget"];

    private readonly List<IOperation> waits = [];

    private KeptTask(IInvocationOperation start, ILocalSymbol holder) => (Start, Holder) = (start, holder);

    public IInvocationOperation Start { get; }

    public ILocalSymbol Holder { get; }

    /// <summary>Where it is waited for, in the order of the text.</summary>
    public IReadOnlyList<IOperation> Waits => waits;

    /// <summary>Where it is in a race with a time limit, of which the function learns only which came first; null where it is in none.</summary>
    public ILocalReferenceOperation? Race { get; private set; }

    /// <summary>Null for a task that anybody else gets, that is asked for its state, that nobody has to wait for, such as a race, which starts nothing, or that a local without a name for it keeps.</summary>
    public static KeptTask? Of(IInvocationOperation start, Table unawaited, Table runsDelegate, Compilation compilation, CancellationToken cancellation)
    {
        if (!start.Type.IsTask() || start.User() is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } declarator } || declarator.Parent?.Parent?.Parent is IUsingOperation or IUsingDeclarationOperation || IsNameForNothing(local.Name))
            return null;

        var called = start.TargetMethod;
        if (called.Name is "ContinueWith" or "Delay" || called.Name == "WhenAny" && called.ContainingType.IsTask() || !called.ContainingType.IsTask() && TakesTask(start) || called.MakesComplete() || DroppedTask.IsForNobody(unawaited, called) || runsDelegate.Says(called, "task") || called.ReturnsComplete(compilation, cancellation) || DroppedTask.IsKeptBy(called, compilation, cancellation))
            return null;

        var kept = new KeptTask(start, local);
        return kept.SeesAll() ? kept : null;
    }

    /// <summary>True for a call that is given a task: what its code does with that is its own affair.</summary>
    private static bool TakesTask(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
            if (argument.Value.Unwrapped().Type.IsTask())
                return true;
        return false;
    }

    /// <summary>
    /// True where the function may end without a wait, though one stands where the task was started: then somebody left too early. Who waits
    /// only under a condition has chosen not to, and so has a caller who is asked by a flag.
    /// </summary>
    public bool IsLeft(OperationBlockAnalysisContext block) => Race is null
        && BlockOf(Start) is { } home && waits.Exists(wait => BlockOf(wait) == home) && Graphs.Of(Start, block) is { } graph && graph.WaysOut(Start, operation => IsWait(operation) || IsChoiceOfCaller(operation)).Any();

    /// <summary>
    /// True where the function gives up behind the race, though it waits for the task on another way: it throws, or ends, and does not cancel what
    /// it has given up.
    /// </summary>
    public bool IsLostInRace(OperationBlockAnalysisContext block)
    {
        if (Race is null || waits.Count == 0 || RaceOf(Race) is not { } race || Graphs.Of(race, block) is not { } graph)
            return false;

        foreach (var operation in (Start.EnclosingFunction() ?? Start.Root()).DescendantsHere())
            if (operation is IThrowOperation { Exception: { } thrown } && graph.Leads(race, step => step.Syntax == thrown.Unwrapped().Syntax, IsEnd))
                return true;
        return graph.WaysOut(race, IsEnd).Any();

        bool IsEnd(IOperation step) => IsWait(step) || IsCancelOf(step);
    }

    /// <summary>True where the source is cancelled that the start of the task was given the token of.</summary>
    private bool IsCancelOf(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync", Instance: { } source } || source.Named() is not { } cancelled)
            return false;

        foreach (var part in Start.Descendants())
            if (part is IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" }, Instance: { } given } && SymbolEqualityComparer.Default.Equals(given.Named(), cancelled))
                return true;
        return false;
    }

    /// <summary>The tasks that are started with this one and awaited behind it, one by one: when one of them fails, those that follow are left alone.</summary>
    public IReadOnlyList<KeptTask> AwaitedOneByOne(IReadOnlyList<KeptTask> all)
    {
        if (StatementOf(waits.FirstOrDefault()) is not { Parent: IBlockOperation home } first || StatementOf(Start)?.Parent != home)
            return [];

        var (own, end) = (first.Syntax.SpanStart, waits[0].Syntax.Span.End);
        return [.. all.Where(other => other != this && StatementOf(other.Start) is { } started && started.Parent == home && started.Syntax.SpanStart < own
                && StatementOf(other.waits.FirstOrDefault())?.Parent == home && other.waits[0].Syntax.Span.End > end && IsPlainAwait(other.waits[0]) && IsPlainAwait(waits[0]))
            .OrderBy(other => other.waits[0].Syntax.Span.End)];
    }

    private static bool IsPlainAwait(IOperation wait) => wait is IAwaitOperation awaited && (awaited.Operation.Unwrapped() is ILocalReferenceOperation || TaskNames.Behind(awaited.Operation.Unwrapped())?.Unwrapped() is ILocalReferenceOperation);

    private static bool IsNameForNothing(string name) => name[0] == '_' || Array.Exists(Nothing, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private bool SeesAll()
    {
        var (function, isAsked) = (Start.EnclosingFunction(), false);
        foreach (var operation in Start.Root().Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, Holder))
            {
                if (reference.IsWritten() || reference.EnclosingFunction() != function)
                    return false;
                if (WaitOf(reference) is { } wait)
                    waits.Add(wait);
                else if (RaceOf(reference) is not null)
                    Race ??= reference;
                else if (IsQuestion(reference))
                    isAsked = true;
                else
                    return false;
            }

        return Race is not null || !isAsked;
    }

    /// <summary>The call that waits for a task or a time limit, whichever comes first, where the function only compares which that was, or does not look.</summary>
    private static IInvocationOperation? RaceOf(ILocalReferenceOperation reference)
    {
        var user = reference.User();
        while (user is IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation or { Kind: Operations.CollectionExpression })
            user = user.User();
        if (user is not IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } } race || !race.Descendants().Any(IsLimit))
            return null;

        IOperation? won = race;
        while (won.User() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } same)
            won = same;
        won = won.User() as IAwaitOperation;
        return won is null ? null : won.IsDropped() || IsQuestion(won) ? race
            : won.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var winner } }
                && won.Root().Descendants().All(use => use is not ILocalReferenceOperation named || !SymbolEqualityComparer.Default.Equals(named.Local, winner) || IsQuestion(named)) ? race : null;
    }

    /// <summary>True for a task that is complete after some time, or a local that keeps it.</summary>
    private static bool IsLimit(IOperation part) => part switch
    {
        IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } } => true,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference)?.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } },
        _ => false,
    };

    /// <summary>True where nothing but its identity or its state is asked for; of its failure that says nothing.</summary>
    private static bool IsQuestion(IOperation task) => task.User() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" } => true,
        _ => false,
    };

    /// <summary>What waits for the task through a reference; null where it is used otherwise.</summary>
    private static IOperation? WaitOf(IOperation reference)
    {
        switch (reference.User())
        {
            case IAwaitOperation awaited:
                return awaited;
            case IPropertyReferenceOperation { Property.Name: "Result" } result:
                return result;
            case IInvocationOperation { TargetMethod.Name: "Wait", Arguments.IsEmpty: true } wait:
                return wait;
            case IInvocationOperation { TargetMethod.Name: "GetResult" } result:
                return result;
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" } same:
                return WaitOf(same);
        }

        var user = reference.User();
        while (user is IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation or { Kind: Operations.CollectionExpression })
            user = user.User();
        return user is IInvocationOperation { TargetMethod: var method } all && method.ContainingType.IsTask() && Combines.Contains(method.Name)
            ? method.Name == "WaitAll" ? all : WaitOf(all)
            : null;
    }

    private bool IsWait(IOperation operation)
    {
        foreach (var wait in waits)
            if (wait.Kind == operation.Kind && wait.Syntax == operation.Syntax)
                return true;
        return false;
    }

    /// <summary>True for a flag that the function is given, where it decides on the way.</summary>
    private static bool IsChoiceOfCaller(IOperation operation)
    {
        if (operation is not IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean })
            return false;

        var test = operation.Syntax.Parent;
        while (test is PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression })
            test = test.Parent;
        return test is IfStatementSyntax;
    }

    private static IOperation? BlockOf(IOperation operation) => StatementOf(operation)?.Parent;

    /// <summary>The statement of a block that the operation is a part of, and that cannot go on without it; null for a branch, and what may be done several times.</summary>
    private static IOperation? StatementOf(IOperation? operation)
    {
        for (; operation is not null and { Parent: not IBlockOperation } && !operation.IsFunction(); operation = operation.Parent)
            if (operation.Parent is IConditionalOperation choice && choice.Condition != operation || operation.Parent is ILoopOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation)
                return null;
        return operation is { Parent: IBlockOperation } ? operation : null;
    }
}
