namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// Fixes all findings of a document one after the other, each on the outcome of the one before, so that nested and overlapping edits are
/// all kept and no two fixes invent the same name. Findings, and the other places they point at, are followed by annotations: an edit may
/// move them or take them away.
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
            .Select(diagnostic => new Marked(diagnostic, root))
            .ToList();
        var marks = findings.SelectMany(finding => finding.Places).ToLookup(place => place.Node, place => place.Mark);
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Select(group => group.Key), (before, node) => node.WithAdditionalAnnotations(marks[before])));

        foreach (var finding in findings)
        {
            var current = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (current is not null && finding.In(current) is var (node, diagnostic)
                && await Flagged.At(document, current, node, diagnostic, cancellation).ConfigureAwait(false) is { } flagged
                && await fix.ApplyFirst(flagged, fixAllContext.CodeActionEquivalenceKey).ConfigureAwait(false) is { } changed)
                document = changed;
        }

        return document;
    }

    /// <summary>A finding of a document, and where it is when the document has changed.</summary>
    private sealed class Marked
    {
        private readonly Diagnostic diagnostic;
        private readonly SyntaxTree tree;

        public Marked(Diagnostic diagnostic, SyntaxNode root)
        {
            this.diagnostic = diagnostic;
            tree = root.SyntaxTree;
            Places = [.. diagnostic.AdditionalLocations.Where(IsHere).Prepend(diagnostic.Location).Select(place => (root.FindNode(place.SourceSpan, getInnermostNodeForTie: true), new SyntaxAnnotation()))];
        }

        /// <summary>The place of the finding, then the others it points at in this document.</summary>
        public IReadOnlyList<(SyntaxNode Node, SyntaxAnnotation Mark)> Places { get; }

        /// <summary>Null where one of the places is gone.</summary>
        public (SyntaxNode Node, Diagnostic Diagnostic)? In(SyntaxNode root)
        {
            var nodes = Places.Select(place => root.GetAnnotatedNodes(place.Mark).FirstOrDefault()).OfType<SyntaxNode>().ToList();
            if (nodes.Count < Places.Count)
                return null;

            var next = 1;
            var others = diagnostic.AdditionalLocations.Select(place => IsHere(place) ? nodes[next++].GetLocation() : place).ToList();
            return (nodes[0], Diagnostic.Create(diagnostic.Descriptor, nodes[0].GetLocation(), diagnostic.Severity, others, diagnostic.Properties));
        }

        private bool IsHere(Location place) => place.SourceTree is { } other && (other == tree || other.FilePath == tree.FilePath && other.FilePath.Length > 0);
    }
}
