namespace Asynchrony.CodeFixes.Framework;

/// <summary>The node a diagnostic points at.</summary>
internal sealed record Flagged(Document Document, SyntaxNode Root, SyntaxNode Node, SemanticModel Model, Diagnostic Diagnostic, CancellationToken Cancellation) : Spot(Document, Root, Node, Model, Cancellation)
{
    public static async Task<Flagged?> In(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);

        return root is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? null
            : await At(document, root, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic, cancellation).ConfigureAwait(false);
    }

    public static async Task<Flagged?> At(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new Flagged(document, root, node, model, diagnostic, cancellation)
            : null;
}
