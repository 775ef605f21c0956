using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// A sum that a parallel loop makes under a lock, and that each of its threads could make for itself: the lock is taken once a thread, to add what
/// the thread has. For integers alone, whose sum does not depend on the order.
/// </summary>
internal static class OwnSum
{
    /// <summary>Null where the body does more than add under the lock, or what it adds depends on the sum.</summary>
    public static Fix? Of(InvocationExpressionSyntax call, LambdaExpressionSyntax body, Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { Name: "For" or "ForEach", ContainingType.Name: "Parallel" }
            || call.ArgumentList.Arguments is not { Count: 2 or 3 or 4 } arguments || arguments.Last().Expression != body
            || body.Body is not BlockSyntax { Statements: [LockStatementSyntax { Statement: var inner } locked] }
            || (inner is BlockSyntax { Statements: [var only] } ? only : inner) is not ExpressionStatementSyntax { Expression: var update } || Added(update) is not { } added
            || Target(update) is not { } sum || flagged.Model.GetTypeInfo(sum, flagged.Cancellation).Type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64)
            || IsMentioned(sum, added, flagged) || Parameters(body) is not [var element, ..] parameters || parameters.Length > 2 || parameters.Any(parameter => parameter.Type is not null))
            return null;

        var (own, state) = (call.Mentions(ImmutableHashSet.Create("own")) ? Syntax.FreeName(call, "own") : "own", parameters.Length == 2 ? parameters[1].Identifier.ValueText : "_");
        var zero = LiteralExpression(SyntaxKind.NumericLiteralExpression, flagged.Model.GetTypeInfo(sum, flagged.Cancellation).Type!.SpecialType == SpecialType.System_Int64 ? Literal(0L) : Literal(0));
        var term = added is BinaryExpressionSyntax or ConditionalExpressionSyntax or LambdaExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax or IsPatternExpressionSyntax ? ParenthesizedExpression(added.WithoutTrivia()) : added.WithoutTrivia();
        var once = Lambda([element.Identifier.ValueText, state, own], null, BinaryExpression(SyntaxKind.AddExpression, IdentifierName(own), Token(TriviaList(Space), SyntaxKind.PlusToken, TriviaList(Space)), term));

        return new Fix("Let each thread make a sum of its own", editor => editor.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(SeparatedList(
            [.. arguments.Take(arguments.Count - 1), Argument(Lambda([], null, zero)), Argument(once.WithLeadingTrivia(body.GetLeadingTrivia())), Argument(Final(own, locked.Expression, sum))],
            [.. arguments.GetSeparators(), Comma(), Comma()]))));
    }

    /// <summary><c>own => { lock (gate) sum += own; }</c></summary>
    private static LambdaExpressionSyntax Final(string own, ExpressionSyntax gate, ExpressionSyntax sum)
    {
        var add = ExpressionStatement(AssignmentExpression(SyntaxKind.AddAssignmentExpression, sum.WithoutTrivia(), Token(TriviaList(Space), SyntaxKind.PlusEqualsToken, TriviaList(Space)), IdentifierName(own)));
        var held = LockStatement(Token(TriviaList(), SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), gate.WithoutTrivia(), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Space)), add.WithTrailingTrivia(Space));
        return Lambda([own], Block(Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(Space)), List<StatementSyntax>([held]), Token(SyntaxKind.CloseBraceToken)), null);
    }

    /// <summary>A lambda on one line.</summary>
    public static LambdaExpressionSyntax Lambda(string[] parameters, BlockSyntax? block, ExpressionSyntax? expression)
    {
        var arrow = Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(Space));
        return parameters.Length == 1
            ? SimpleLambdaExpression(Parameter(Identifier(parameters[0])), block, expression).WithArrowToken(arrow)
            : ParenthesizedLambdaExpression(ParameterList(SeparatedList(parameters.Select(name => Parameter(Identifier(name))), parameters.Skip(1).Select(_ => Comma()))), block, expression).WithArrowToken(arrow);
    }

    private static ExpressionSyntax? Target(ExpressionSyntax update) => update switch
    {
        AssignmentExpressionSyntax sum => sum.Left,
        PostfixUnaryExpressionSyntax step => step.Operand,
        PrefixUnaryExpressionSyntax step => step.Operand,
        _ => null,
    };

    private static ExpressionSyntax? Added(ExpressionSyntax update) => update switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: var value } => value,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1)),
        _ => null,
    };

    /// <summary>True where the sum is no plain variable, or what is added may depend on it.</summary>
    private static bool IsMentioned(ExpressionSyntax sum, ExpressionSyntax added, Flagged flagged) =>
        flagged.Model.GetSymbolInfo(sum, flagged.Cancellation).Symbol is not (ILocalSymbol or IFieldSymbol)
        || added.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax || node is IdentifierNameSyntax name && name.Identifier.ValueText == flagged.Model.GetSymbolInfo(sum, flagged.Cancellation).Symbol?.Name);

    public static ParameterSyntax[] Parameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter],
        ParenthesizedLambdaExpressionSyntax full => [.. full.ParameterList.Parameters],
        _ => [],
    };

    public static SyntaxToken Comma() => Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space));
}
