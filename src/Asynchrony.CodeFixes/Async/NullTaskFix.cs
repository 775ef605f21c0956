using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// A complete task takes the place of null. Where the task has a result, only one that may be null is made up; what is used of an await is
/// never.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NullTaskFix() : RuleFix(NullTask.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } missing || Complete(missing, flagged) is not { } complete)
            yield break;

        var whole = missing.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven ? forgiven : missing;
        if (missing is ConditionalAccessExpressionSyntax)
            yield return new Fix("Use a complete task where there is none", editor => editor.ReplaceNode(missing, (current, _) => Instead((ExpressionSyntax)current, missing, complete)));
        else if (missing is LiteralExpressionSyntax or DefaultExpressionSyntax)
            yield return new Fix("Return a complete task", editor => editor.ReplaceNode(whole, (current, _) => complete.WithTriviaFrom(current)));
    }

    /// <summary>A complete task; null where it would need a result that nobody knows.</summary>
    private static ExpressionSyntax? Complete(ExpressionSyntax missing, Flagged flagged)
    {
        if (AwaitOf(missing) is { } awaited)
            return awaited.Parent is ExpressionStatementSyntax ? Awaiting.CompletedTask(flagged, missing.SpanStart) : null;

        var function = Awaiting.FunctionOf(missing);
        var symbol = function is AnonymousFunctionExpressionSyntax ? flagged.Model.GetSymbolInfo(function, flagged.Cancellation).Symbol : function is null ? null : flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation);
        if (symbol is not IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" } task })
            return null;
        if (task.Arity == 0)
            return Awaiting.CompletedTask(flagged, missing.SpanStart);

        return task.TypeArguments is [var result] && MayBeNull(result)
            ? InvocationExpression(
                Awaiting.OfTask(flagged, missing.SpanStart, GenericName(Identifier("FromResult"), TypeArgumentList(SingletonSeparatedList(ParseTypeName(result.ToMinimalDisplayString(flagged.Model, missing.SpanStart)))))),
                ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.NullLiteralExpression)))))
            : null;
    }

    /// <summary>True for a result that may be null, as far as its type says.</summary>
    private static bool MayBeNull(ITypeSymbol result) =>
        result.IsReferenceType ? result.NullableAnnotation != NullableAnnotation.NotAnnotated : result.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static AwaitExpressionSyntax? AwaitOf(ExpressionSyntax missing)
    {
        SyntaxNode? outer = missing.Parent;
        while (outer is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } or InvocationExpressionSyntax)
            outer = outer.Parent;
        return outer as AwaitExpressionSyntax;
    }

    /// <summary>The question and what stands in for null, in parentheses unless it has its place to itself.</summary>
    private static ExpressionSyntax Instead(ExpressionSyntax current, ExpressionSyntax missing, ExpressionSyntax complete)
    {
        var either = (ParenthesizedExpressionSyntax)Awaiting.Otherwise(current, complete);
        return (missing.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or LambdaExpressionSyntax ? either.Expression : either).WithTriviaFrom(current);
    }
}
