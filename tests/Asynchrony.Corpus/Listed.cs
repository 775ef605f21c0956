using Microsoft.CodeAnalysis.CodeFixes;

namespace Asynchrony.Corpus;

/// <summary>Hands Fix All the findings that are already known.</summary>
internal sealed class Listed(ImmutableDictionary<DocumentId, ImmutableArray<Diagnostic>> found) : FixAllContext.DiagnosticProvider
{
    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult(found.Where(entry => entry.Key.ProjectId == project.Id).SelectMany(entry => entry.Value));

    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<Diagnostic>>(found.GetValueOrDefault(document.Id, []));

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<Diagnostic>>([]);
}
