namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// Tries a fix before it is offered: it must change every document it names, add no compile error and no call that an async function does not
/// await, lose no comment, and call what it means to call.
/// </summary>
internal static class Trial
{
    private const string NotAwaited = "CS4014";

    public static async Task<Document?> Of(Spot spot, Fix fix) =>
        await Written(spot.Document, fix.Edit, spot.Cancellation).ConfigureAwait(false) is { } changed
        && !await AddsErrors(spot.Document, changed, spot.Cancellation).ConfigureAwait(false)
        && !await CallsAnother(changed, spot.Cancellation).ConfigureAwait(false) ? changed : null;

    /// <summary>The errors are counted when all documents are written: each needs what the fix does to the others.</summary>
    public static async Task<Solution?> Of(Spot spot, WholeFix fix)
    {
        var (cancellation, before) = (spot.Cancellation, spot.Document.Project.Solution);
        var changed = before;

        foreach (var edit in fix.Edits)
        {
            if (before.GetDocument(edit.Key) is not { } document
                || await Written(document, edit.Value, cancellation).ConfigureAwait(false) is not { } written
                || await written.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
                return null;
            changed = changed.WithDocumentSyntaxRoot(edit.Key, root);
        }

        foreach (var id in fix.Edits.Keys)
            if (await AddsErrors(before.GetDocument(id)!, changed.GetDocument(id)!, cancellation).ConfigureAwait(false)
                || await CallsAnother(changed.GetDocument(id)!, cancellation).ConfigureAwait(false))
                return null;

        return fix.Edits.IsEmpty ? null : changed;
    }

    /// <summary>The document with the edit, laid out; null where nothing changes or a comment is lost.</summary>
    private static async Task<Document?> Written(Document document, Action<SyntaxEditor> edit, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } before)
            return null;

        var editor = new SyntaxEditor(before, document.Project.Solution.Services);
        edit(editor);

        var edited = document.WithSyntaxRoot(editor.GetChangedRoot());
        var changed = await Layout.Tidy(document, edited, cancellation).ConfigureAwait(false);
        var root = await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);

        return root is null || root.IsEquivalentTo(before) || Comments(before).Except(Comments(root)).Any() ? null : changed;
    }

    private static async Task<bool> AddsErrors(Document before, Document after, CancellationToken cancellation) =>
        (await Errors(after, cancellation).ConfigureAwait(false)).Except(await Errors(before, cancellation).ConfigureAwait(false)).Any();

    /// <summary>True where a call that is meant for the library binds to an extension of somebody else, who may mean something else by the name.</summary>
    private static async Task<bool> CallsAnother(Document after, CancellationToken cancellation)
    {
        var written = (await after.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!.GetAnnotatedNodes(Syntax.OfLibrary).ToList();
        return written.Count > 0 && await after.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            && written.Exists(name => model.GetSymbolInfo(name, cancellation).Symbol is IMethodSymbol { IsExtensionMethod: true } called && !IsOfLibrary(called.ContainingNamespace));
    }

    private static bool IsOfLibrary(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: true } ? space.Name == "System" : space.ContainingNamespace is { } outer && IsOfLibrary(outer);

    /// <summary>Errors by id and text, numbered where they repeat, so that a second one of a kind counts as new.</summary>
    private static async Task<IEnumerable<(string, string, int)>> Errors(Document document, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model ? [] : Numbered(model.GetDiagnostics(cancellationToken: cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == NotAwaited)
            .Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));

    private static IEnumerable<(string, string, int)> Comments(SyntaxNode root) =>
        Numbered(root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective)
            .Select(trivia => ("", trivia.ToString().Trim())));

    private static IEnumerable<(string, string, int)> Numbered(IEnumerable<(string Kind, string Text)> items) =>
        items.GroupBy(item => item).SelectMany(group => group.Select((item, index) => (item.Kind, item.Text, index)));
}
