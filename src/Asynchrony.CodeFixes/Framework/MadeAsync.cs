using Asynchrony.Analyzers.Flow;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// A method or local function that becomes async, with an await where it waited, or that is and returns a task from now on; and an await in
/// each of its callers, which are async or become so too, up to the entry point or a test. Only where the solution shows who calls them: they
/// are private or internal, nobody prescribes their signatures, and they are called and nothing else.
/// </summary>
internal sealed class MadeAsync
{
    /// <summary>A change of more functions than these is no longer one that a light bulb should make.</summary>
    private const int Most = 8;

    private readonly Flagged flagged;
    private readonly WaitingExpression? waiting;
    private readonly List<AsyncForm> forms;
    private readonly List<(DocumentId Document, WaitingExpression Wait)> waits = [];
    private readonly List<(DocumentId Document, InvocationExpressionSyntax Call)> calls = [];
    private TakenTask? taken;

    private MadeAsync(Flagged flagged, WaitingExpression? waiting, AsyncForm form) => (this.flagged, this.waiting, forms) = (flagged, waiting, [form]);

    /// <summary>The fix; null where the function may not become async, or one of its callers cannot await it.</summary>
    public static async Task<WholeFix?> Offer(Flagged flagged, WaitingExpression waiting)
    {
        if (Awaiting.IsAsync(waiting.Whole) || AsyncForm.Around(waiting.Whole, flagged) is not { } form || !(form.IsFree || form.IsEntryPoint || form.IsTest) || !form.MayBeAsync())
            return null;

        var made = new MadeAsync(flagged, waiting, form);
        return made.AwaitsAll(form, waiting) && await made.Edits().ConfigureAwait(false) is { } edits
            ? new WholeFix(made.calls.Count > 0 ? $"Make '{form.Method.Name}' async and update its callers" : $"Make '{form.Method.Name}' async", edits)
            : null;
    }

    /// <summary>An async function that returns nothing returns a task; null as above, and where it may never end: nobody could await it.</summary>
    public static async Task<WholeFix?> OfferTask(Flagged flagged, SyntaxNode function)
    {
        if (flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation) is not IMethodSymbol { IsAsync: true, ReturnsVoid: true } method
            || flagged.Model.GetOperation(function, flagged.Cancellation) is not { } body
            || flagged.MayGoOn(body))
            return null;

        var made = new MadeAsync(flagged, waiting: null, new AsyncForm(flagged, function, method));
        return made.forms[0].IsFree && await made.Edits().ConfigureAwait(false) is { } edits ? new WholeFix($"Return a task from '{method.Name}' and await it", edits) : null;
    }

    /// <summary>The function that is handed an async lambda takes one that returns a task, and awaits it where it called it; null as above, and where it does more than call it.</summary>
    public static async Task<WholeFix?> OfferTaken(Flagged flagged, InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda)
    {
        if (await TakenTask.Of(flagged, call, lambda).ConfigureAwait(false) is not { } taken || !taken.Form.IsFree || !taken.Form.MayBeAsync())
            return null;

        var made = new MadeAsync(flagged, waiting: null, taken.Form) { taken = taken };
        foreach (var run in taken.Runs)
            if (!IsAwaitable(taken.Form.At, run, throwsAggregate: false))
                return null;
            else
                made.calls.Add((taken.Form.At.Document.Id, run));

        return made.AwaitsAll(taken.Form, known: null) && await made.Edits().ConfigureAwait(false) is { } edits
            ? new WholeFix($"Let '{taken.Form.Method.Name}' take a function that returns a task", edits)
            : null;
    }

    /// <summary>The declaration of an async method with a task in the place of nothing.</summary>
    public static MethodDeclarationSyntax Returning(Flagged flagged, MethodDeclarationSyntax current, MethodDeclarationSyntax method) =>
        current.WithReturnType(Awaiting.TypeOfTask(flagged, method.SpanStart, null).WithTriviaFrom(current.ReturnType));

    /// <summary>Takes each wait of a function into an await; false where one of them has to stay a wait.</summary>
    private bool AwaitsAll(AsyncForm form, WaitingExpression? known)
    {
        if (Awaiting.Waits(form.At, form.Node, known) is not { } all || !all.TrueForAll(one => IsAwaitable(form.At, one.Whole, one.ThrowsAggregate)))
            return false;

        waits.AddRange(all.Select(one => (form.At.Document.Id, one)));
        return true;
    }

    private static bool IsAwaitable(Flagged place, ExpressionSyntax expression, bool throwsAggregate) =>
        !(throwsAggregate && Awaiting.IsAggregateCaught(expression)) && Awaiting.IsPossible(place, expression);

    /// <summary>What is to be done in each document; null where a use of a function is anything but a call that may be awaited.</summary>
    private async Task<ImmutableDictionary<DocumentId, Action<SyntaxEditor>>?> Edits()
    {
        for (var index = 0; index < forms.Count; index++)
            if (forms.Count > Most || !await AwaitsCalls(forms[index]).ConfigureAwait(false))
                return null;

        if (waits.Exists(wait => calls.Exists(call => wait.Wait.Whole.Contains(call.Call))))
            return null;

        var edits = forms.Select(form => form.At.Document.Id).Concat(calls.Select(call => call.Document)).Distinct().ToImmutableDictionary(id => id, id => (Action<SyntaxEditor>)(editor => Write(editor, id)));
        foreach (var id in edits.Keys)
            if (!await MayEdit(flagged.Document.Project.Solution.GetDocument(id)).ConfigureAwait(false))
                return null;
        return edits;
    }

    private void Write(SyntaxEditor editor, DocumentId id)
    {
        foreach (var (document, wait) in waits)
            if (document == id)
                Awaiting.Replace(editor, wait.Whole, wait.Task);
        foreach (var (document, call) in calls)
            if (document == id)
                editor.ReplaceNode(call, (current, _) => Awaiting.Instead((ExpressionSyntax)current, call, (ExpressionSyntax)current));
        foreach (var form in forms)
            if (form.At.Document.Id == id)
                form.Declare(editor);
        if (taken?.Form.At.Document.Id == id)
            editor.ReplaceNode(taken.Type, (current, _) => TakenTask.Func(taken.Form.At, (TypeSyntax)current));
    }

    /// <summary>Takes each call of a function into an await; false where the function is more than called, or nobody calls it.</summary>
    private async Task<bool> AwaitsCalls(AsyncForm form)
    {
        var before = calls.Count;

        foreach (var found in await SymbolFinder.FindReferencesAsync(form.Method, flagged.Document.Project.Solution, flagged.Cancellation).ConfigureAwait(false))
            foreach (var place in found.Locations)
            {
                if (await place.Document.GetSyntaxRootAsync(flagged.Cancellation).ConfigureAwait(false) is not { } root)
                    return false;
                var node = root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (node.IsPartOfStructuredTrivia())
                    continue; // A comment names it, and still may.
                if (place.IsImplicit || place.IsCandidateLocation || await Call(form, place.Document, root, node).ConfigureAwait(false) is not { } call)
                    return false;
                calls.Add((place.Document.Id, call));
            }

        return form.IsEntryPoint || form.IsTest ? calls.Count == before : calls.Count > before; // Else nobody knows who calls it.
    }

    /// <summary>The call that a name is part of, if it may become an await.</summary>
    private async Task<InvocationExpressionSyntax?> Call(AsyncForm form, Document document, SyntaxNode root, SyntaxNode name)
    {
        var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

        return called.Parent is InvocationExpressionSyntax call && call.Expression == called
            && !form.Node.Contains(call)
            && (taken?.Form != form || taken.IsGivenTask(call))
            && !Awaiting.IsBehindQuestionMark(call)
            && await Flagged.At(document, root, call, flagged.Diagnostic, flagged.Cancellation).ConfigureAwait(false) is { } place
            && IsAwaitable(place, call, waiting?.ThrowsAggregate == true)
            && (Awaiting.IsAsync(call) || BecomesAsync(place, call)) ? call : null;
    }

    /// <summary>True for a caller that becomes async with the function it calls.</summary>
    private bool BecomesAsync(Flagged place, InvocationExpressionSyntax call)
    {
        if (waiting is null && taken is null || AsyncForm.Around(call, place) is not { } caller)
            return false;
        if (forms.Exists(form => form.Node == caller.Node))
            return true;
        if (!(caller.IsFree || caller.IsEntryPoint || caller.IsTest) || !caller.MayBeAsync() || !AwaitsAll(caller, known: null))
            return false;

        forms.Add(caller);
        return true;
    }

    /// <summary>True for a document that stands for itself, and that names no function of these in a text or in code that is not compiled now.</summary>
    private async Task<bool> MayEdit(Document? document) =>
        document is { Project.Language: LanguageNames.CSharp } and not SourceGeneratedDocument
        && document.GetLinkedDocumentIds().IsEmpty
        && await document.GetSyntaxRootAsync(flagged.Cancellation).ConfigureAwait(false) is { } root
        && !root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && forms.Exists(form => token.ValueText == form.Method.Name))
        && !root.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && forms.Exists(form => trivia.ToString().Contains(form.Method.Name)));
}
