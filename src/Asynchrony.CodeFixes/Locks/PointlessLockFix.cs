using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Takes the lock away and leaves what it stood around. Offered where naming the lock does nothing else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PointlessLockFix() : RuleFix(PointlessLock.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { Expression: IdentifierNameSyntax or ThisExpressionSyntax or TypeOfExpressionSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } } statement
            || statement.Siblings() is null || !statement.StartsLine() || statement.DescendantTrivia().Any(trivia => trivia.IsDirective))
            yield break;

        if (statement.Statement is BlockSyntax { Statements.Count: 0 } or EmptyStatementSyntax)
            yield return new Fix("Remove the lock", editor => editor.Drop(statement));
        else if (Kept(statement) is var kept && (kept.Count == 1 || statement.Parent is BlockSyntax))
            yield return new Fix("Remove the lock and keep what it stands around", editor =>
            {
                if (kept.Count > 1)
                    editor.ReplaceNode(statement.Parent!, ((BlockSyntax)statement.Parent!).WithStatements(((BlockSyntax)statement.Parent).Statements.ReplaceRange(statement, kept)));
                else
                    editor.ReplaceNode(statement, kept[0]);
            });
    }

    /// <summary>The statements under the lock, where the lock stood.</summary>
    private static List<StatementSyntax> Kept(LockStatementSyntax statement)
    {
        var inner = statement.Statement is BlockSyntax block ? block.Statements.ToList() : [statement.Statement];
        var unit = inner[0].StartsLine() ? Indent.Unit(inner[0]) : "";
        var kept = inner.ConvertAll(one => one.Shallower(unit));
        kept[0] = kept[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        kept[kept.Count - 1] = kept[kept.Count - 1].WithTrailingTrivia(statement.GetTrailingTrivia());
        return kept;
    }
}
