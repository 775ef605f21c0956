using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Releases on every way out of the section: see <see cref="GuardedSection"/> for where that is provably the same section. Where a finally block
/// releases already, what stands before its try moves into it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockNotReleasedOnExceptionFix() : RuleFix(LockNotReleasedOnException.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) =>
        flagged.Diagnostic.Properties.ContainsKey(LockNotReleasedOnException.Late) ? Sooner(flagged) : GuardedSection.Fixes(flagged);

    private static IEnumerable<Fix> Sooner(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } acquire)
            yield break;

        var between = block.Statements.SkipWhile(sibling => sibling != acquire).Skip(1).TakeWhile(sibling => sibling is ExpressionStatementSyntax && sibling.StartsLine()).ToList();
        if (between.Count > 0 && between[^1].GetLastToken().GetNextToken().Parent is TryStatementSyntax { Catches.Count: 0, Block.Statements: [var first, ..] } guarded && guarded.Parent == block && first.StartsLine() && guarded.StartsLine())
            yield return new Fix("Begin the try behind the acquire", editor =>
            {
                var unit = Indent.Unit(between[0]);
                foreach (var moved in between)
                    editor.RemoveNode(moved, SyntaxRemoveOptions.KeepNoTrivia);
                editor.InsertBefore(first, between.Select((moved, index) => (index == 0 ? moved.WithoutEmptyLines() : moved).Deeper(unit)));
            });
    }
}
