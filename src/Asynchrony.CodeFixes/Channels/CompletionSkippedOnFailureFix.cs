using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// Puts what stands before the completion into a try, and the completion into its finally block. Only where they are statements of one block
/// and nothing that they declare is needed behind them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CompletionSkippedOnFailureFix() : RuleFix(CompletionSkippedOnFailure.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } completion || flagged.Diagnostic.AdditionalLocations is not [{ SourceSpan: var failure }]
            || completion.Siblings() is not { } siblings || !completion.StartsLine())
            yield break;

        var before = siblings.TakeWhile(statement => statement != completion).ToList();
        var first = before.FindIndex(statement => statement.Span.Contains(failure));
        if (completion.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally: null } outer } inside && inside == outer.Block && inside.Statements.Last() == completion && inside.Statements.Count > 1)
        {
            yield return Moved(completion, outer); // All of it is in a try already, which lets the exception out or swallows it.
            yield break;
        }

        // What only declares stays outside.
        var guardedStatements = before.Skip(Math.Max(first, 0)).ToList();
        if (first < 0 || !Conditional.MayMove(completion, guardedStatements, siblings.SkipWhile(statement => statement != completion), flagged))
            yield break;

        yield return new Fix("Complete in a finally block", editor =>
        {
            foreach (var other in guardedStatements.Skip(1))
                editor.Drop(other);
            editor.ReplaceNode(guardedStatements[0], Ending.Around(guardedStatements, completion));
            editor.Drop(completion);
        });
    }

    private static Fix Moved(StatementSyntax completion, TryStatementSyntax guarded) => new("Complete in a finally block", editor =>
        editor.ReplaceNode(guarded, Ending.With(guarded.RemoveNode(completion, SyntaxRemoveOptions.KeepNoTrivia)!, completion, guarded)));
}
