namespace Asynchrony.CodeFixes.Framework;

/// <summary>Tries a fix before it is offered: it must change the document, add no compile error and lose no comment.</summary>
internal static class Trial
{
    public static async Task<Document?> Of(Flagged flagged, Fix fix)
    {
        var cancellation = flagged.Cancellation;
        var editor = new SyntaxEditor(flagged.Root, flagged.Document.Project.Solution.Services);
        fix.Edit(editor);

        var edited = flagged.Document.WithSyntaxRoot(editor.GetChangedRoot());
        var changed = await Layout.Tidy(flagged.Document, edited, cancellation).ConfigureAwait(false);
        var root = await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);

        if (root is null || root.IsEquivalentTo(flagged.Root) || Comments(flagged.Root).Except(Comments(root)).Any())
            return null;

        var model = await changed.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var known = Errors(flagged.Model, flagged.Root, cancellation);

        return model is not null && !Errors(model, root, cancellation).Except(known).Any() ? changed : null;
    }

    /// <summary>Errors by id and text, numbered where they repeat, so that a second one of a kind counts as new.</summary>
    private static IEnumerable<(string, string, int)> Errors(SemanticModel model, SyntaxNode root, CancellationToken cancellation) =>
        Numbered(model.GetDiagnostics(root.FullSpan, cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));

    private static IEnumerable<(string, string, int)> Comments(SyntaxNode root) =>
        Numbered(root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective)
            .Select(trivia => ("", trivia.ToString().Trim())));

    private static IEnumerable<(string, string, int)> Numbered(IEnumerable<(string Kind, string Text)> items) =>
        items.GroupBy(item => item).SelectMany(group => group.Select((item, index) => (item.Kind, item.Text, index)));
}
