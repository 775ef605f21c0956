namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// Fixes all findings of a document one after the other, each on the outcome of the one before, so that nested and overlapping edits are
/// all kept and no two fixes invent the same name. Findings are followed by annotations: an edit may move them or take them away.
/// A fix of the whole solution has a key that no fix of a document has: nothing is done for it.
/// </summary>
internal sealed class DocumentFixAllProvider : DocumentBasedFixAllProvider
{
    public static readonly DocumentFixAllProvider Instance = new();

    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellation = fixAllContext.CancellationToken;

        if (fixAllContext.CodeFixProvider is not RuleFix fix || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return document;

        var findings = diagnostics
            .Where(diagnostic => root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => (Diagnostic: diagnostic, Mark: new SyntaxAnnotation(), Node: root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)))
            .ToList();
        var marks = findings.ToLookup(finding => finding.Node, finding => finding.Mark);
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Select(group => group.Key), (before, node) => node.WithAdditionalAnnotations(marks[before])));

        foreach (var (diagnostic, mark, _) in findings)
        {
            var current = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (current?.GetAnnotatedNodes(mark).FirstOrDefault() is { } node
                && await Flagged.At(document, current, node, diagnostic, cancellation).ConfigureAwait(false) is { } flagged
                && await fix.ApplyFirst(flagged, fixAllContext.CodeActionEquivalenceKey).ConfigureAwait(false) is { } changed)
                document = changed;
        }

        return document;
    }
}
