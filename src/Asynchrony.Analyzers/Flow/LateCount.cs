using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Work that counts itself in when it runs: it raises a latch, joins a barrier or increments a counter which its starter waits for, and which
/// may be through before the work has begun; or which its starter asks whether to start more of it.
/// </summary>
internal sealed record LateCount(Handover Work, IInvocationOperation Raise, ISymbol Counted, SyntaxNode Wait)
{
    /// <summary>True where the starter waits for nothing, but starts work as long as the counter is low: <see cref="Wait"/> is the test.</summary>
    public bool IsLimit { get; private init; }

    private static readonly ImmutableHashSet<string> Raises = ImmutableHashSet.Create(StringComparer.Ordinal, "AddCount", "TryAddCount", "AddParticipant", "AddParticipants", "Increment");
    private static readonly ImmutableHashSet<string> Lowers = ImmutableHashSet.Create(StringComparer.Ordinal, "Signal", "SignalAndWait", "RemoveParticipant", "RemoveParticipants", "Decrement");

    public static IReadOnlyList<LateCount> In(Survey survey, BodyContext context, Table runsDelegate)
    {
        List<LateCount>? all = null;
        foreach (var work in survey.Delegates(runsDelegate))
            if (work is { RunsOn: WorkKind.Thread or WorkKind.Task or WorkKind.Pool, RunsAfter: false } && BodyOf(work, context) is { } body && RaiseIn(body, runsDelegate) is { } raise
                && CountedBy(raise) is { } counted && !CapturedVariable.IsInside(counted, body.Syntax) && Lowered(body, counted))
                if (WaitFor(counted, raise, work, context) is { } wait)
                    (all ??= []).Add(new LateCount(work, raise, counted, wait));
                else if (raise.TargetMethod.Name == "Increment" && counted is IFieldSymbol && LimitOf(counted, work) is { } limit)
                    (all ??= []).Add(new LateCount(work, raise, counted, limit) { IsLimit = true });
        return (IReadOnlyList<LateCount>?)all ?? [];
    }

    /// <summary>The code of the work; that of a method only if it raises anything, as its text tells.</summary>
    private static IOperation? BodyOf(Handover work, BodyContext context) => work.Body switch
    {
        IMethodReferenceOperation { Method: var method } => BodyOf(method, context),
        IAnonymousFunctionOperation { Body.Operations: [var only, ..] } lambda when OnlyCall(only) is { Instance: null or IInstanceReferenceOperation, TargetMethod: var method } && lambda.Body.Operations.All(step => step == only || step.IsImplicit)
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Owner.ContainingType) => BodyOf(method, context),
        var function => function,
    };

    private static IOperation? BodyOf(IMethodSymbol method, BodyContext context) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation).DescendantNodes().Any(node => node is IdentifierNameSyntax name && Raises.Contains(name.Identifier.ValueText)) == true
            ? method.Body(context.Compilation, context.Cancellation) : null;

    /// <summary><c>() => Serve()</c>, also where it is awaited.</summary>
    private static IInvocationOperation? OnlyCall(IOperation step) => step switch
    {
        IReturnOperation { ReturnedValue: { } value } => OnlyCall(value.Unwrapped()),
        IExpressionStatementOperation { Operation: var value } => OnlyCall(value.Unwrapped()),
        IAwaitOperation { Operation: var awaited } => OnlyCall(awaited.Unwrapped()),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.Ordinary } call => call,
        _ => null,
    };

    /// <summary>The first call that raises something whenever the work runs; null where the work then starts more, which it may count in as well.</summary>
    private static IInvocationOperation? RaiseIn(IOperation body, Table runsDelegate)
    {
        IInvocationOperation? raise = null;
        foreach (var operation in body.DescendantsHere())
            if (raise is null && operation is IInvocationOperation call && IsRaise(call) && IsAlways(call, body))
                raise = call;
            else if (raise is not null && (operation is IInvocationOperation { TargetMethod: var called } && !runsDelegate.Find(called).IsEmpty || operation is IObjectCreationOperation { Constructor: { } made } && !runsDelegate.Find(made).IsEmpty))
                return null;
        return raise;
    }

    private static bool IsRaise(IInvocationOperation call) => Raises.Contains(call.TargetMethod.Name) && call.TargetMethod.ContainingType is { Name: "CountdownEvent" or "Barrier" or "Interlocked", ContainingNamespace.Name: "Threading" };

    private static bool IsAlways(IInvocationOperation call, IOperation body)
    {
        for (IOperation inner = call; inner != body && inner.Parent is { } outer; inner = outer)
            if (outer is IConditionalOperation choice && choice.Condition != inner || outer is ILoopOperation or ISwitchOperation or ICatchClauseOperation)
                return false;
        return true;
    }

    /// <summary>The variable that holds the latch, or that is the counter: a local, or a member of the object or type itself.</summary>
    private static ISymbol? CountedBy(IInvocationOperation call) =>
        (call.TargetMethod.Name == "Increment" ? call.Arguments[0].Value : call.Instance)?.Unwrapped() is { } counted && !counted.IsForeign() ? counted.Named() : null;

    private static bool Lowered(IOperation body, ISymbol counted)
    {
        foreach (var operation in body.Descendants())
            if (operation is IInvocationOperation call && Lowers.Contains(call.TargetMethod.Name) && SymbolEqualityComparer.Default.Equals((call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Named(), counted))
                return true;
        return false;
    }

    /// <summary>Where the starter waits for what is counted, on a path on which nothing else may have waited for the work; for a latch in a field also another member.</summary>
    private static SyntaxNode? WaitFor(ISymbol counted, IInvocationOperation raise, Handover work, BodyContext context)
    {
        foreach (var start in work.Starts())
            if (Graphs.Of(start, context.Raw) is { } graph)
            {
                var joins = work.OwnJoins;
                SyntaxNode? wait = null;
                if (!joins.AtOnce && graph.Leads(start, Waits, operation => joins.Include(operation) || WaitPoint.MayBe(operation) && operation.Syntax != start.Syntax))
                    return wait;

                bool Waits(IOperation operation)
                {
                    wait = operation.Syntax;
                    return operation switch
                    {
                        IInvocationOperation { TargetMethod.Name: "Wait" or "SignalAndWait", Instance: { } latch } => SymbolEqualityComparer.Default.Equals(latch.Named(), counted),
                        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation => raise.TargetMethod.Name == "Increment" && SymbolEqualityComparer.Default.Equals(operation.Named(), counted) && IsTestOfLoop(operation.Syntax),
                        _ => false,
                    };
                }
            }

        return counted is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field && raise.TargetMethod.ContainingType.Name == "CountdownEvent" ? WaitElsewhere(field, context) : null;
    }

    /// <summary>The test of the counter that every start is behind: <c>if (running &lt; limit) Task.Run(…)</c>. Where the condition takes something in one step as well, that may keep others out.</summary>
    private static SyntaxNode? LimitOf(ISymbol counted, Handover work)
    {
        SyntaxNode? limit = null;
        foreach (var start in work.Starts())
            if (TestAround(start, counted) is { } test)
                limit ??= test;
            else
                return null;
        return limit;
    }

    private static SyntaxNode? TestAround(IOperation start, ISymbol counted)
    {
        IOperation inner = start;
        for (var outer = start.Parent; outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is IConditionalOperation { Condition: var condition } branch && branch.WhenTrue == inner && Compares(condition, counted))
                return condition.Syntax;
        return null;
    }

    private static bool Compares(IOperation condition, ISymbol counted)
    {
        var found = false;
        foreach (var part in condition.DescendantsAndSelf())
            if (part is IInvocationOperation { TargetMethod: { Name: not "Read" } method } && (method.IsAtomic() || LockNames.Tell(method.Name)))
                return false;
            else if (part is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.Equals } compared && IsIt(compared.LeftOperand)
                || part is IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals } turned && IsIt(turned.RightOperand))
                found = true;
        return found;

        bool IsIt(IOperation operand) => operand.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation && !part.IsForeign() && SymbolEqualityComparer.Default.Equals(part.Named(), counted));
    }

    private static bool IsTestOfLoop(SyntaxNode use)
    {
        for (SyntaxNode inner = use; inner.Parent is { } outer and not AnonymousFunctionExpressionSyntax; inner = outer)
            if (outer is StatementSyntax)
                return inner == outer switch { WhileStatementSyntax loop => loop.Condition, DoStatementSyntax loop => loop.Condition, ForStatementSyntax loop => loop.Condition, _ => null };
        return false;
    }

    private static SyntaxNode? WaitElsewhere(IFieldSymbol field, BodyContext context)
    {
        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(context.Cancellation).DescendantNodes())
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } } && name == field.Name
                    || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } } } && own == field.Name)
                    return node;
        return null;
    }
}
