using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Corpus;

/// <summary>One finding in its place. Its text is the same in every run, so that two runs can be compared line by line.</summary>
internal sealed partial record Found(Source Source, Diagnostic Diagnostic)
{
    public string Id => Diagnostic.Id;

    public string Message { get; } = Diagnostic.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ");

    public SyntaxTree? Tree => Diagnostic.Location.SourceTree;

    public string Path => Tree is null ? "" : Source.PathOf(Tree);

    public int Line => Diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;

    public string Place => $"{Source.Name}/{Path}({Line})";

    public string Text => $"{Place}: {Diagnostic.Severity.ToString().ToLowerInvariant()} {Id} {Message}";

    /// <summary>The member the finding is in; a type where it is about the type itself.</summary>
    public SyntaxNode? Member =>
        Tree?.GetRoot().FindNode(Diagnostic.Location.SourceSpan).AncestorsAndSelf()
            .FirstOrDefault(node => node is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);

    public IEnumerable<Location> Locations => Diagnostic.AdditionalLocations.Prepend(Diagnostic.Location);

    /// <summary>The names the message puts between quotes.</summary>
    public IEnumerable<string> Names => Quoted().Matches(Message).Select(match => match.Groups[1].Value);

    public static ImmutableArray<Found> Sorted(Source source, IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Select(diagnostic => new Found(source, diagnostic))
            .DistinctBy(found => (found.Text, found.Diagnostic.Location.SourceSpan))
            .OrderBy(found => found.Path, StringComparer.Ordinal)
            .ThenBy(found => found.Line)
            .ThenBy(found => found.Text, StringComparer.Ordinal)
            .ThenBy(found => found.Diagnostic.Location.SourceSpan.Start),
    ];

    [GeneratedRegex(@"'(@?\w[\w.]*)'")]
    private static partial Regex Quoted();
}
