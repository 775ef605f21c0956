using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// An async function that makes a timer and then only waits without end may as well tick itself, in a loop over a PeriodicTimer: ticks then come
/// one at a time, and what they throw comes to the caller. Only where the first tick comes after one period, as it does there.
/// </summary>
internal static class TickLoop
{
    private const string Key = nameof(TimerMisusedFix) + ".Loop";

    public static Fix? Of(StatementSyntax statement, BaseObjectCreationExpressionSyntax made, string? name, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        if (made.ArgumentList?.Arguments is not [{ Expression: LambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } tick }, _, { Expression: var due }, { Expression: var period }]
            || !due.IsEquivalentTo(period, topLevel: false) || PeriodOf(period, flagged) is not { } time || !IsFree(tick, statement)
            || siblings.SkipWhile(sibling => sibling != statement).Skip(1).FirstOrDefault() is not ExpressionStatementSyntax
            {
                Expression: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var endless }, ..] given } delay },
            } waiting
            || flagged.Model.GetSymbolInfo(delay, flagged.Cancellation).Symbol is not IMethodSymbol { Name: "Delay", ContainingType.Name: "Task" } || !IsEndless(endless, flagged))
            return null;

        var timer = name ?? Syntax.FreeName(statement, "timer");
        return new Fix("Tick in a loop of this function", editor =>
        {
            var ticks = ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), Named("Threading", "PeriodicTimer"), ArgumentList(SingletonSeparatedList(Argument(time))), null);
            editor.ReplaceNode(statement, Syntax.Declaration(timer, ticks).WithUsingKeyword(Token(statement.GetLeadingTrivia(), SyntaxKind.UsingKeyword, TriviaList(Space))).WithTrailingTrivia(statement.GetTrailingTrivia()));
            editor.ReplaceNode(waiting, Loop(waiting, timer, ArgumentList(SeparatedList(given.Skip(1).Select(argument => argument.WithoutTrivia()))), tick));
        }, Key);
    }

    /// <summary>The time between two ticks; null where it is not known to be one.</summary>
    private static ExpressionSyntax? PeriodOf(ExpressionSyntax period, Flagged flagged) => flagged.Model.GetConstantValue(period, flagged.Cancellation) is { HasValue: true, Value: int and > 0 }
        ? InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Named(null, "TimeSpan"), IdentifierName("FromMilliseconds")), ArgumentList(SingletonSeparatedList(Argument(period.WithoutTrivia()))))
        : period is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments: [{ Expression: var count }] }
            && flagged.Model.GetSymbolInfo(period, flagged.Cancellation).Symbol is IMethodSymbol { ContainingType.Name: "TimeSpan", Name: "FromHours" or "FromMinutes" or "FromSeconds" or "FromMilliseconds" }
            && flagged.Model.GetConstantValue(count, flagged.Cancellation) is { HasValue: true, Value: int and > 0 or double and >= 1 }
            ? period.WithoutTrivia() : null;

    private static bool IsEndless(ExpressionSyntax time, Flagged flagged) => flagged.Model.GetConstantValue(time, flagged.Cancellation) is { HasValue: true, Value: -1 }
        || flagged.Model.GetSymbolInfo(time, flagged.Cancellation).Symbol is IFieldSymbol { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" };

    /// <summary>True for a lambda without its state and without ends of its own, whose block stands where that of a loop would.</summary>
    private static bool IsFree(LambdaExpressionSyntax tick, StatementSyntax statement) =>
        (tick is SimpleLambdaExpressionSyntax simple ? simple.Parameter : tick is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } ? only : null) is { Identifier.ValueText: var state }
        && !tick.Body.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax || node is IdentifierNameSyntax name && name.Identifier.ValueText == state)
        && (tick.Body is not BlockSyntax { OpenBraceToken: var open } || open.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && open.LeadingTrivia.ToString() == Syntax.Indentation(statement).ToString());

    private static WhileStatementSyntax Loop(StatementSyntax waiting, string timer, ArgumentListSyntax token, LambdaExpressionSyntax tick)
    {
        var (line, indentation) = (Syntax.LineEnd(waiting), Syntax.Indentation(waiting));
        var next = AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), Syntax.Chained(IdentifierName(timer), "WaitForNextTickAsync").WithArgumentList(token));
        StatementSyntax body = tick.Body is BlockSyntax block ? block.WithTrailingTrivia(waiting.GetTrailingTrivia())
            : ExpressionStatement(((ExpressionSyntax)tick.Body).WithoutTrivia()).WithLeadingTrivia(indentation, Whitespace(Indent.Unit(waiting))).WithTrailingTrivia(waiting.GetTrailingTrivia());
        return WhileStatement(Token(waiting.GetLeadingTrivia(), SyntaxKind.WhileKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), next, Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(line)), body);
    }

    private static NameSyntax Named(string? space, string type)
    {
        NameSyntax system = AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System"));
        return QualifiedName(space is null ? system : QualifiedName(system, IdentifierName(space)), IdentifierName(type)).WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
