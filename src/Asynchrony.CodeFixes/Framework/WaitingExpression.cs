using Asynchrony.Analyzers.Flow;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>An expression that blocks on a task, and the task that could be awaited in its place.</summary>
internal sealed record WaitingExpression(ExpressionSyntax Whole, ExpressionSyntax Task, TaskWait Wait)
{
    /// <summary>True where a failed task comes out as an aggregate: everywhere but from an awaiter.</summary>
    public bool ThrowsAggregate => Wait.Member.Name != "GetResult";

    /// <summary>The blocking expression that a node names; null where an await would not do the same.</summary>
    public static WaitingExpression? At(SyntaxNode named, Flagged flagged)
    {
        var node = named is SimpleNameSyntax && named.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? named.Parent : named;
        if (flagged.Model.GetOperation(node, flagged.Cancellation) is not IPropertyReferenceOperation && node.Parent is InvocationExpressionSyntax call && call.Expression == node)
            node = call; // Not where what a task returns is called.

        if (node is not ExpressionSyntax whole
            || flagged.Model.GetOperation(whole, flagged.Cancellation) is not { } operation
            || TaskWait.Of(operation, flagged.Table("TaskWaits")) is not { HasLimit: false } wait)
            return null;

        var task = wait.Kind switch
        {
            "one" => wait.Member.Name == "GetResult" ? Receiver(Receiver(whole), "GetAwaiter") : Receiver(whole),
            "all" => Awaiting.Renamed(whole, "WhenAll"),
            "any" when whole.Parent is ExpressionStatementSyntax => Awaiting.Renamed(whole, "WhenAny"),
            _ => null,
        };

        return task is null || Awaiting.IsBehindQuestionMark(task)
            ? null
            : new WaitingExpression(whole, task, wait);
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax? expression, string? called = null) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } when called is null || member.Name.Identifier.ValueText == called => member.Expression,
        MemberAccessExpressionSyntax member when called is null => member.Expression,
        _ => null,
    };
}
