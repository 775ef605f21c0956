using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Swaps two <c>lock</c> statements that are directly nested, where nobody else takes the locks in their order. Two objects that the caller
/// names are taken in the order of a key, if their type has one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockOrderInvertedFix() : RuleFix(LockOrderInverted.Rule, LockOrderInvertedInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { } inner || !inner.Expression.Span.Contains(flagged.Node.Span)
            || Outer(inner) is not { } outer || !IsSimple(inner.Expression) || !IsSimple(outer.Expression))
            yield break;

        if (flagged.Diagnostic.Properties.ContainsKey(LockCycle.Unordered) && OrderedByKey.Of(outer, inner, flagged) is { } ordered)
            yield return ordered;
        if (!flagged.Diagnostic.Properties.ContainsKey(LockCycle.Swap))
            yield break;

        yield return new Fix($"Take '{inner.Expression}' before '{outer.Expression}', as elsewhere", editor =>
        {
            editor.ReplaceNode(outer.Expression, inner.Expression.WithTriviaFrom(outer.Expression));
            editor.ReplaceNode(inner.Expression, outer.Expression.WithTriviaFrom(inner.Expression));
        });
    }

    private static LockStatementSyntax? Outer(LockStatementSyntax inner) => inner.Parent switch
    {
        LockStatementSyntax outer => outer,
        BlockSyntax { Statements.Count: 1, Parent: LockStatementSyntax outer } => outer,
        _ => null,
    };

    /// <summary>True for what can be named before the other lock is held as well as after.</summary>
    private static bool IsSimple(ExpressionSyntax expression) => expression is IdentifierNameSyntax or ThisExpressionSyntax or TypeOfExpressionSyntax
        or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax };
}
