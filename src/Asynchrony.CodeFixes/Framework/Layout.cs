using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Simplification;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Lays out what a fix wrote the way its document is written: its line ends, its tabs or spaces, its shortest names.</summary>
internal static class Layout
{
    public static async Task<Document> Tidy(Document before, Document edited, CancellationToken cancellation)
    {
        var text = await before.GetTextAsync(cancellation).ConfigureAwait(false);
        var sample = text.ToString();
        OptionSet options = await edited.GetOptionsAsync(cancellation).ConfigureAwait(false);
        options = options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, sample.Contains("\r\n") ? "\r\n" : "\n");

        if (text.Lines.Any(line => line.End > line.Start && text[line.Start] == '\t'))
            options = options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, true);

        var simplified = await Simplifier.ReduceAsync(edited, Simplifier.Annotation, options, cancellation).ConfigureAwait(false);
        var formatted = await Formatter.FormatAsync(simplified, Formatter.Annotation, options, cancellation).ConfigureAwait(false);
        var root = (await formatted.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;

        // What is laid out here is not to be laid out again with the host's own line ends.
        root = root.ReplaceNodes(root.GetAnnotatedNodes(Formatter.Annotation), (_, node) => node.WithoutAnnotations(Formatter.Annotation));
        root = root.ReplaceTrivia(root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation), (_, trivia) => trivia.WithoutAnnotations(SyntaxAnnotation.ElasticAnnotation));
        return formatted.WithSyntaxRoot(root);
    }

    public static T Formatted<T>(this T node) where T : SyntaxNode => node.WithAdditionalAnnotations(Formatter.Annotation);
}
