using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Task.Run in the place of what starts work otherwise.</summary>
internal static class TaskRun
{
    /// <summary>For a call of StartNew on the default factory, with the first of its arguments.</summary>
    public static InvocationExpressionSyntax InsteadOf(InvocationExpressionSyntax startNew, int arguments)
    {
        var start = (MemberAccessExpressionSyntax)startNew.Expression;
        var factory = (MemberAccessExpressionSyntax)start.Expression;
        var list = startNew.ArgumentList;
        var kept = list.Arguments.Count == arguments ? list : list.WithArguments(SeparatedList<ArgumentSyntax>(list.Arguments.GetWithSeparators().Take(2 * arguments - 1)));
        return startNew
            .WithExpression(start.WithExpression(factory.Expression.WithTrailingTrivia(factory.GetTrailingTrivia())).WithName(IdentifierName("Run").WithTriviaFrom(start.Name)))
            .WithArgumentList(kept);
    }

    /// <summary>For any work, by the shortest name of the task.</summary>
    public static InvocationExpressionSyntax Of(Spot spot, ExpressionSyntax work) => InvocationExpression(
        Awaiting.OfTask(spot, work.SpanStart, IdentifierName("Run")), ArgumentList(SingletonSeparatedList(Argument(work.WithoutTrivia()))));
}
