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

    /// <summary>The places that the finding points at, but for the first of them; null where one stands in another file, which the fix would leave as it is.</summary>
    public IReadOnlyList<SyntaxNode>? BehindFirst()
    {
        var others = Diagnostic.AdditionalLocations.Skip(1).ToList();
        return others.TrueForAll(other => other.SourceTree?.FilePath == Root.SyntaxTree.FilePath) ? others.ConvertAll(other => Root.FindNode(other.SourceSpan, getInnermostNodeForTie: true)) : null;
    }
}
