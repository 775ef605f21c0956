using Asynchrony.Analyzers.Flow;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// A function that returns tasks and becomes async: it awaits each task that it returned, so that what stands around it lasts as long as the
/// work. Its signature stays as it is, and so do its callers.
/// </summary>
internal sealed class AwaitedReturns
{
    private readonly Flagged flagged;
    private readonly SyntaxNode function;
    private readonly List<ReturnStatementSyntax> returns;
    private readonly bool hasResult;

    private AwaitedReturns(Flagged flagged, SyntaxNode function, List<ReturnStatementSyntax> returns, bool hasResult) =>
        (this.flagged, this.function, this.returns, this.hasResult) = (flagged, function, returns, hasResult);

    /// <summary>Null where the function may not become async, or one of its tasks cannot be awaited where it is returned.</summary>
    public static Fix? Offer(Flagged flagged, SyntaxNode place)
    {
        if (Awaiting.FunctionOf(place) is not { } function || Awaiting.IsAsync(place) || SymbolOf(flagged, function) is not { } symbol || !MayBeAsync(function, symbol) || Blocks(flagged, function))
            return null;

        var made = new AwaitedReturns(flagged, function, [.. function.DescendantNodes().OfType<ReturnStatementSyntax>().Where(left => Awaiting.FunctionOf(left) == function)], symbol.ReturnType is INamedTypeSymbol { Arity: 1 });
        return made.returns.Count > 0 && made.returns.All(made.IsAwaitable) ? new Fix("Await the task before it is returned", made.Edit) : null;
    }

    private static IMethodSymbol? SymbolOf(Flagged flagged, SyntaxNode function) =>
        (function is AnonymousFunctionExpressionSyntax ? flagged.Model.GetSymbolInfo(function, flagged.Cancellation).Symbol : flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation)) as IMethodSymbol;

    private static bool MayBeAsync(SyntaxNode function, IMethodSymbol symbol) =>
        function is MethodDeclarationSyntax { Body: not null } or LocalFunctionStatementSyntax { Body: not null } or AnonymousFunctionExpressionSyntax { Block: not null }
        && symbol.ReturnType.IsTask()
        && symbol.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType)
        && (symbol.IsStatic || symbol.MethodKind != MethodKind.Ordinary || symbol.ContainingType.TypeKind != TypeKind.Struct)
        && !function.ChildTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword) || token.IsKind(SyntaxKind.PartialKeyword));

    /// <summary>True where the function blocks: that would be another mistake in an async one.</summary>
    private static bool Blocks(Flagged flagged, SyntaxNode function)
    {
        var blocking = flagged.Table("Blocking");
        return function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            Awaiting.FunctionOf(call) == function && flagged.Model.GetOperation(call, flagged.Cancellation) is { } operation && BlockingCall.Of(operation, blocking) is not null);
    }

    private bool IsAwaitable(ReturnStatementSyntax left) =>
        left.Expression is { } task && flagged.Model.GetTypeInfo(task, flagged.Cancellation) is var type && (type.Type ?? type.ConvertedType).IsTask()
        && (Result(task) is not null || IsComplete(task) || Awaiting.IsPossible(flagged, task) && (hasResult || IsLast(left) || left.Parent is BlockSyntax or SwitchSectionSyntax));

    private void Edit(SyntaxEditor editor)
    {
        foreach (var left in returns)
            Await(editor, left, left.Expression!);

        editor.ReplaceNode(function, (current, _) => current switch
        {
            MethodDeclarationSyntax method when Async(method.Modifiers, method.ReturnType) is var (modifiers, type) => method.WithModifiers(modifiers).WithReturnType(type),
            LocalFunctionStatementSyntax local when Async(local.Modifiers, local.ReturnType) is var (modifiers, type) => local.WithModifiers(modifiers).WithReturnType(type),
            AnonymousFunctionExpressionSyntax lambda => AsyncLambda.Async(lambda),
            _ => current,
        });
    }

    private void Await(SyntaxEditor editor, ReturnStatementSyntax left, ExpressionSyntax task)
    {
        if (Result(task) is { } result)
            editor.ReplaceNode(left, (current, _) => ((ReturnStatementSyntax)current).WithExpression(result.WithTriviaFrom(task)));
        else if (!hasResult && IsComplete(task))
            editor.ReplaceNode(left, (current, _) => Returning((ReturnStatementSyntax)current));
        else if (hasResult)
            editor.ReplaceNode(task, (current, _) => Awaited((ExpressionSyntax)current, task));
        else
        {
            if (!IsLast(left))
                editor.AddAfter(left, ReturnStatement());
            editor.ReplaceNode(left, (current, _) => ExpressionStatement(Awaited(((ReturnStatementSyntax)current).Expression!.WithoutLeadingTrivia(), task), ((ReturnStatementSyntax)current).SemicolonToken)
                .WithLeadingTrivia(current.GetLeadingTrivia().AddRange(((ReturnStatementSyntax)current).ReturnKeyword.TrailingTrivia.Where(Syntax.IsComment).SelectMany(comment => new[] { comment, Space }))));
        }
    }

    private static ReturnStatementSyntax Returning(ReturnStatementSyntax left) => left.WithExpression(null).WithReturnKeyword(left.ReturnKeyword.WithTrailingTrivia(left.ReturnKeyword.TrailingTrivia.Where(Syntax.IsComment)));

    /// <summary>The await of a task, which takes all of it.</summary>
    private static ExpressionSyntax Awaited(ExpressionSyntax current, ExpressionSyntax task) => Awaiting.Instead(current, task,
        task is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax
            ? current : ParenthesizedExpression(Token(SyntaxKind.OpenParenToken), current.WithoutTrivia(), Token(SyntaxKind.CloseParenToken)));

    /// <summary>What a complete task results in, where it is written out.</summary>
    private ExpressionSyntax? Result(ExpressionSyntax task) =>
        hasResult && task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" } }, ArgumentList.Arguments: [{ Expression: var result }] } ? result : null;

    private static bool IsComplete(ExpressionSyntax task) =>
        task is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax;

    /// <summary>True where the function ends behind the statement anyway.</summary>
    private bool IsLast(StatementSyntax statement)
    {
        for (SyntaxNode inner = statement; inner.Parent is { } outer && inner != function; inner = outer)
            switch (outer)
            {
                case BlockSyntax block when block.Statements.LastOrDefault(other => other is not LocalFunctionStatementSyntax) == inner:
                case TryStatementSyntax or CatchClauseSyntax or UsingStatementSyntax or IfStatementSyntax or ElseClauseSyntax:
                case { } end when end == function:
                    continue;
                default:
                    return false;
            }

        return true;
    }

    /// <summary>The modifiers with async among them, and the type; what stood before the type stands before both.</summary>
    private static (SyntaxTokenList, TypeSyntax) Async(SyntaxTokenList modifiers, TypeSyntax type) =>
        (modifiers.Add(Token(type.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, TriviaList(Space))), type.WithoutLeadingTrivia());
}
