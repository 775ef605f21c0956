using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Work that counts itself in when it runs: it raises a latch, joins a barrier or increments a counter which its starter waits for, and which
/// may be through before the work has begun.
/// </summary>
internal sealed record LateCount(Handover Work, IInvocationOperation Raise, ISymbol Counted, SyntaxNode Wait)
{
    private static readonly ImmutableHashSet<string> Raises = ImmutableHashSet.Create(StringComparer.Ordinal, "AddCount", "TryAddCount", "AddParticipant", "AddParticipants", "Increment");
    private static readonly ImmutableHashSet<string> Lowers = ImmutableHashSet.Create(StringComparer.Ordinal, "Signal", "SignalAndWait", "RemoveParticipant", "RemoveParticipants", "Decrement");

    public static IReadOnlyList<LateCount> In(Survey survey, BodyContext context, Table runsDelegate)
    {
        List<LateCount>? all = null;
        foreach (var work in survey.Delegates(runsDelegate))
            if (work is { RunsOn: "thread" or "task" or "pool", RunsAfter: false } && BodyOf(work, context) is { } body && RaiseIn(body, runsDelegate) is { } raise
                && CountedBy(raise) is { } counted && !CapturedVariable.IsInside(counted, body.Syntax) && Lowered(body, counted) && WaitFor(counted, raise, work, context) is { } wait)
                (all ??= []).Add(new LateCount(work, raise, counted, wait));
        return (IReadOnlyList<LateCount>?)all ?? [];
    }

    /// <summary>The code of the work; that of a method only if it raises anything, as its text tells.</summary>
    private static IOperation? BodyOf(Handover work, BodyContext context) => work.Body switch
    {
        IMethodReferenceOperation { Method: var method } => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation).DescendantNodes().Any(node => node is IdentifierNameSyntax name && Raises.Contains(name.Identifier.ValueText)) == true
            ? method.Body(context.Compilation, context.Cancellation) : null,
        var function => function,
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
