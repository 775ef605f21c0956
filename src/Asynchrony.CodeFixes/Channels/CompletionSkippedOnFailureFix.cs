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
        if (first < 0)
        {
            // All of it is in a try already, which lets the exception out or swallows it.
            if (completion.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally: null } guarded } block && block == guarded.Block && block.Statements.Last() == completion && block.Statements.Count > 1)
                yield return Moved(flagged, completion, guarded);
            yield break;
        }

        if (completion.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally: null } outer } inside && inside == outer.Block && inside.Statements.Last() == completion)
        {
            yield return Moved(flagged, completion, outer);
            yield break;
        }

        // What only declares stays outside.
        var guardedStatements = before.Skip(first).ToList();
        if (!guardedStatements.TrueForAll(statement => statement.StartsLine() && statement is not (LabeledStatementSyntax or LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }))
            || flagged.DeclaredBy(guardedStatements[0], guardedStatements[guardedStatements.Count - 1]) is not { } declared
            || siblings.SkipWhile(statement => statement != completion).Any(statement => statement.Mentions(declared)))
            yield break;

        yield return new Fix("Complete in a finally block", editor =>
        {
            foreach (var other in guardedStatements.Skip(1))
                editor.Drop(other);
            editor.ReplaceNode(guardedStatements[0], Ending.Around(guardedStatements, completion));
            editor.Drop(completion);
        });
    }

    private static Fix Moved(Flagged flagged, StatementSyntax completion, TryStatementSyntax guarded) => new("Complete in a finally block", editor =>
        editor.ReplaceNode(guarded, Ending.With(guarded.RemoveNode(completion, SyntaxRemoveOptions.KeepNoTrivia)!, completion, guarded)));
}
