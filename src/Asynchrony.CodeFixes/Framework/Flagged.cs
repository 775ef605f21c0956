using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>The node a diagnostic points at, with what a fix may ask about it.</summary>
internal sealed record Flagged(Document Document, SyntaxNode Root, SyntaxNode Node, SemanticModel Model, Diagnostic Diagnostic, CancellationToken Cancellation)
{
    public IOperation? Operation => Model.GetOperation(Node, Cancellation);

    /// <summary>A knowledge table, with what the project adds to it.</summary>
    public Table Table(string name) => Asynchrony.Analyzers.Knowledge.Table.Of(name, Document.Project.AnalyzerOptions, Cancellation);

    /// <summary>True where started work comes to an end whatever the caller does meanwhile: only then may a fix wait for it somewhere else.</summary>
    public bool EndsByItself(IOperation work) =>
        new Termination(Model.Compilation, Table("KeepsAlive"), Table("RunsDelegate"), Cancellation).OfWork(work) == Ending.Ends;

    /// <summary>True where a lock may be held that the work has to take before it ends: a wait there would be for ever.</summary>
    public bool MayHoldLock(SyntaxNode place)
    {
        var function = Awaiting.FunctionOf(place);
        var locks = Table("Locks");
        return place.Ancestors().TakeWhile(node => node != function).Any(node => node is LockStatementSyntax)
            || Awaiting.Parts(function).SelectMany(part => part.Here()).OfType<InvocationExpressionSyntax>().Any(call =>
                Model.GetOperation(call, Cancellation) is IInvocationOperation invocation && LockCall.Of(invocation, locks) is { Does: "acquire" or "scope" });
    }

    /// <summary>The names of the variables that neighbouring statements declare; null where the compiler cannot tell.</summary>
    public ImmutableHashSet<string>? DeclaredBy(StatementSyntax first, StatementSyntax last) =>
        Model.AnalyzeDataFlow(first, last) is { Succeeded: true } flow ? flow.VariablesDeclared.Select(variable => variable.Name).ToImmutableHashSet(StringComparer.Ordinal) : null;

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
