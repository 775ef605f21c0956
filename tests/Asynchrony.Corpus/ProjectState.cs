using System.Globalization;
using System.Text.RegularExpressions;

namespace Asynchrony.Corpus;

/// <summary>What can be said of one document in one state of its project.</summary>
internal sealed record DocumentState(Tally Errors, Tally Remarks, ImmutableArray<Diagnostic> Findings)
{
    public Tally Told { get; } = new(Findings.Select(ProjectState.Text));

    /// <summary>The same by what is said, not of what: a fix may give a lock a new name, or change how often it is held.</summary>
    public Tally Kinds { get; } = new(Findings.Select(ProjectState.Kind));
}

/// <summary>
/// A project before or after a fix. In a folder errors are looked for in single documents, for binding all of it takes as long as compiling;
/// in a project that was restored they are looked for everywhere. A change within bodies makes none outside of its documents.
/// </summary>
internal sealed partial class ProjectState(Source source, Project project, Product product, Crashes crashes, ProjectState? before = null)
{
    private readonly Dictionary<DocumentId, DocumentState> documents = [];
    private CompilationWithAnalyzers? driver;
    private Tally? errors;

    public Project Project => project;

    /// <summary>What it says, whatever lines it names: a fix further up moves them.</summary>
    public static string Text(Diagnostic diagnostic) => $"{diagnostic.Id} {Line().Replace(diagnostic.GetMessage(CultureInfo.InvariantCulture), "line")}";

    public static string Kind(Diagnostic diagnostic) => $"{diagnostic.Id} {NameOrNumber().Replace(diagnostic.GetMessage(CultureInfo.InvariantCulture), "…")}";

    /// <summary>The rule and the code it speaks of, wherever that has moved to.</summary>
    public static string Place(Diagnostic diagnostic) => diagnostic.Location is { SourceTree: { } tree, SourceSpan: var span } ? $"{diagnostic.Id} {tree.GetText().Lines.GetLineFromPosition(span.Start).ToString().Trim()}" : diagnostic.Id;

    public async Task<DocumentState> Of(DocumentId id)
    {
        if (documents.TryGetValue(id, out var known))
            return known;

        if (project.GetDocument(id) is not { } document)
            return documents[id] = new DocumentState(new Tally([]), new Tally([]), []);

        var tree = (await document.GetSyntaxTreeAsync())!;
        var live = await Driver();
        var model = live.Compilation.GetSemanticModel(tree);
        var findings = await live.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);

        return documents[id] = new DocumentState(
            source.IsFolder ? ErrorsIn(model.GetDiagnostics()) : await AllErrors(),
            new Tally(Remarks(await tree.GetRootAsync())),
            findings);
    }

    public async Task<Tally> AllErrors() => errors ??= await BodiesChanged() is { } changed ? await ErrorsAfter(changed) : ErrorsIn((await project.GetCompilationAsync())!.GetDiagnostics());

    /// <summary>The documents that changed within bodies of members; null where the change shows elsewhere, or nobody knows what was before.</summary>
    private async Task<IReadOnlyList<DocumentId>?> BodiesChanged()
    {
        if (before is null)
            return null;

        var changes = project.GetChanges(before.Project);
        if (changes.GetAddedDocuments().Concat(changes.GetRemovedDocuments()).Any())
            return null;

        var changed = changes.GetChangedDocuments().ToList();
        foreach (var id in changed)
            if (!(await Tree(id)).IsEquivalentTo(await before.Tree(id), topLevel: true))
                return null;

        return changed;
    }

    private async Task<Tally> ErrorsAfter(IReadOnlyList<DocumentId> changed)
    {
        var all = await before!.AllErrors();
        foreach (var id in changed)
            all = all.With(ErrorsIn((await Model(id)).GetDiagnostics()), instead: ErrorsIn((await before.Model(id)).GetDiagnostics()));

        before = null; // What was is not to be kept for as long as what is.
        return all;
    }

    private async Task<SyntaxTree> Tree(DocumentId id) => (await project.GetDocument(id)!.GetSyntaxTreeAsync())!;

    private async Task<SemanticModel> Model(DocumentId id) => (await project.GetCompilationAsync())!.GetSemanticModel(await Tree(id));

    /// <summary>What one rule says of the whole project, with what it says only at the end of a compilation.</summary>
    public async Task<Tally> Whole(string id)
    {
        var found = await new CompilationWithAnalyzers((await project.GetCompilationAsync())!, product.For([id]), crashes.Collect(project)).GetAnalyzerDiagnosticsAsync();
        return new Tally(found.Select(Text));
    }

    private async Task<CompilationWithAnalyzers> Driver() =>
        driver ??= new CompilationWithAnalyzers((await project.GetCompilationAsync())!, product.Analyzers, crashes.Collect(project));

    private static Tally ErrorsIn(IEnumerable<Diagnostic> diagnostics) =>
        new(diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Text));

    /// <summary>Comments and directives, without the indentation a fix may change.</summary>
    private static IEnumerable<string> Remarks(SyntaxNode root) =>
        root.DescendantTrivia()
            .Where(trivia => trivia.IsDirective || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            .Select(trivia => string.Join(' ', trivia.ToString().Split('\n').Select(line => line.Trim())));

    [GeneratedRegex(@"\bline \d+")]
    private static partial Regex Line();

    [GeneratedRegex(@"'[^']*'|\d+")]
    private static partial Regex NameOrNumber();
}
