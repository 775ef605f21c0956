using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>A node of a document, with what a fix or another action may ask about it.</summary>
internal record Spot(Document Document, SyntaxNode Root, SyntaxNode Node, SemanticModel Model, CancellationToken Cancellation)
{
    public IOperation? Operation => Model.GetOperation(Node, Cancellation);

    /// <summary>A knowledge table, with what the project adds to it.</summary>
    public Table Table(string name) => Asynchrony.Analyzers.Knowledge.Table.Of(name, Document.Project.AnalyzerOptions, Cancellation);

    /// <summary>True where started work comes to an end whatever the caller does meanwhile: only then may a fix wait for it somewhere else.</summary>
    public bool EndsByItself(IOperation work) =>
        new Termination(Model.Compilation, Table("KeepsAlive"), Table("RunsDelegate"), Cancellation).OfWork(work) == Ending.Ends;

    /// <summary>
    /// True where a function, or a method it calls, goes round a loop that may never end: who waits for it from now on may wait for ever. A
    /// loop over what is there already ends.
    /// </summary>
    public bool MayGoOn(IOperation function)
    {
        var keepsAlive = Table("KeepsAlive");
        var called = function.Descendants().OfType<IInvocationOperation>().Select(call => call.TargetMethod.Body(Model.Compilation, Cancellation)).OfType<IOperation>();
        return called.Prepend(function).Any(code => code.Descendants().Any(part => part is ILoopOperation loop && !loop.HasEnd() && !IsOverAll(loop)));

        bool IsOverAll(ILoopOperation loop) =>
            loop is IForEachLoopOperation { IsAsynchronous: false, Collection: var items } && !(items.Unwrapped() is IInvocationOperation call && keepsAlive.Says(call.TargetMethod, "waits"));
    }

    /// <summary>True where a lock may be held that the work has to take before it ends: a wait there would be for ever.</summary>
    public bool MayHoldLock(SyntaxNode place)
    {
        var function = Awaiting.FunctionOf(place);
        var locks = Table("Locks");
        return place.Ancestors().TakeWhile(node => node != function).Any(node => node is LockStatementSyntax)
            || Awaiting.Parts(function).SelectMany(Syntax.Inside).OfType<InvocationExpressionSyntax>().Any(call =>
                Model.GetOperation(call, Cancellation) is IInvocationOperation invocation && LockCall.Of(invocation, locks) is { Does: "acquire" or "scope" });
    }

    /// <summary>The names of the variables that neighbouring statements declare; null where the compiler cannot tell.</summary>
    public ImmutableHashSet<string>? DeclaredBy(StatementSyntax first, StatementSyntax last) =>
        Model.AnalyzeDataFlow(first, last) is { Succeeded: true } flow ? flow.VariablesDeclared.Select(variable => variable.Name).ToImmutableHashSet(StringComparer.Ordinal) : null;

    /// <summary>The innermost node at a span of a document.</summary>
    public static async Task<Spot?> At(Document document, TextSpan span, CancellationToken cancellation) =>
        await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new Spot(document, root, root.FindNode(span, getInnermostNodeForTie: true), model, cancellation)
            : null;
}
