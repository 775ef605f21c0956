using Asynchrony.Analyzers.Flow;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Reads, writes and updates of variables as single steps of Volatile and Interlocked.</summary>
internal static class AtomicStep
{
    /// <summary>The update that a variable is the target of.</summary>
    public static ExpressionSyntax? UpdateOf(SyntaxNode target)
    {
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        return target.Parent switch
        {
            PostfixUnaryExpressionSyntax step when step.IsKind(SyntaxKind.PostIncrementExpression) || step.IsKind(SyntaxKind.PostDecrementExpression) => step,
            PrefixUnaryExpressionSyntax step when step.IsKind(SyntaxKind.PreIncrementExpression) || step.IsKind(SyntaxKind.PreDecrementExpression) => step,
            AssignmentExpressionSyntax sum when sum.Left == target && (sum.IsKind(SyntaxKind.AddAssignmentExpression) || sum.IsKind(SyntaxKind.SubtractAssignmentExpression)) => sum,
            _ => null,
        };
    }

    /// <summary>True where nobody takes the value of an update.</summary>
    public static bool IsDropped(ExpressionSyntax update, Flagged flagged) =>
        flagged.Model.GetOperation(update, flagged.Cancellation) is { } operation && (operation.IsDropped() || operation.Parent is IForLoopOperation);

    /// <summary><c>Volatile.Read(ref x)</c></summary>
    public static ExpressionSyntax Read(ExpressionSyntax variable) => Call("Volatile", "Read", variable, null).WithTriviaFrom(variable);

    /// <summary><c>Volatile.Write(ref x, value)</c></summary>
    public static ExpressionSyntax Write(AssignmentExpressionSyntax assignment) =>
        Call("Volatile", "Write", assignment.Left, assignment.Right.WithoutTrivia()).WithTriviaFrom(assignment);

    /// <summary><c>Interlocked.Exchange(ref x, value)</c></summary>
    public static ExpressionSyntax Exchange(ExpressionSyntax variable, ExpressionSyntax value) => Call("Exchange", variable, value);

    /// <summary><c>Interlocked.CompareExchange(ref x, value, null)</c></summary>
    public static ExpressionSyntax CompareExchange(ExpressionSyntax variable, ExpressionSyntax value)
    {
        var call = Call("CompareExchange", variable, value);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SeparatedList(
            [.. call.ArgumentList.Arguments, Argument(LiteralExpression(SyntaxKind.NullLiteralExpression))],
            [.. call.ArgumentList.Arguments.GetSeparators(), Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])));
    }

    /// <summary>An increment, decrement or sum as one step of Interlocked.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax update, bool dropped) => (update switch
    {
        PostfixUnaryExpressionSyntax step when dropped => Call(Step(step), step.Operand),
        PostfixUnaryExpressionSyntax step => Before(step),
        PrefixUnaryExpressionSyntax step => Call(Step(step), step.Operand),
        AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "1" } } sum => Call(Step(sum), sum.Left),
        AssignmentExpressionSyntax sum when sum.IsKind(SyntaxKind.AddAssignmentExpression) => Call("Add", sum.Left, sum.Right.WithoutTrivia()),
        AssignmentExpressionSyntax sum => Call("Add", sum.Left, Negated(sum.Right.WithoutTrivia())),
        _ => update,
    }).WithTriviaFrom(update);

    /// <summary><c>Math.Max(x, value)</c></summary>
    public static ExpressionSyntax Extreme(string method, ExpressionSyntax variable, ExpressionSyntax value) => InvocationExpression(
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ParseName("global::System.Math").WithAdditionalAnnotations(Simplifier.Annotation), IdentifierName(method)),
        ArgumentList(SeparatedList([Argument(variable), Argument(value)], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])));

    private static string Step(ExpressionSyntax update) =>
        update.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.AddAssignmentExpression ? "Increment" : "Decrement";

    /// <summary>The value from before the step, where somebody takes it.</summary>
    private static ExpressionSyntax Before(PostfixUnaryExpressionSyntax step)
    {
        var (kind, sign) = step.IsKind(SyntaxKind.PostIncrementExpression) ? (SyntaxKind.SubtractExpression, SyntaxKind.MinusToken) : (SyntaxKind.AddExpression, SyntaxKind.PlusToken);
        var before = BinaryExpression(kind, Call(Step(step), step.Operand), Token(TriviaList(Space), sign, TriviaList(Space)), LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1)));
        return ParenthesizedExpression(before).WithAdditionalAnnotations(Simplifier.Annotation);
    }

    private static ExpressionSyntax Negated(ExpressionSyntax value) => PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression,
        value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax ? value : ParenthesizedExpression(value));

    private static InvocationExpressionSyntax Call(string method, ExpressionSyntax target, ExpressionSyntax? value = null) => Call("Interlocked", method, target, value);

    /// <summary>The call of a member that takes a variable by ref.</summary>
    private static InvocationExpressionSyntax Call(string type, string method, ExpressionSyntax target, ExpressionSyntax? value)
    {
        var name = ParseName($"global::System.Threading.{type}").WithAdditionalAnnotations(Simplifier.Annotation);
        var arguments = SingletonSeparatedList(Argument(null, Token(TriviaList(), SyntaxKind.RefKeyword, TriviaList(Space)), target.WithoutTrivia()));
        if (value is not null)
            arguments = SeparatedList([arguments[0], Argument(value)], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))]);

        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, name, IdentifierName(method)), ArgumentList(arguments));
    }
}
