using Microsoft.CodeAnalysis.FindSymbols;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// A method or local function that becomes async, with an await where it waited, or that is and returns a task from now on; and an await in
/// each of its callers, which are async already. Only where the solution shows who calls it: it is private or internal, nobody prescribes its signature, and it is called and nothing else.
/// </summary>
internal sealed class MadeAsync
{
    /// <summary>Names by which the compiler or the runtime calls a method that no source mentions.</summary>
    private static readonly ImmutableHashSet<string> CalledByName = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Main", "Add", "Deconstruct", "Dispose", "GetEnumerator", "MoveNext", "GetAwaiter", "GetResult", "Slice",
        "Select", "SelectMany", "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Join", "GroupJoin", "Cast");

    /// <summary>What an async function may set for itself, but not for its caller: it flows down and never back.</summary>
    private static readonly ImmutableHashSet<string> FlowsDown = ImmutableHashSet.Create(StringComparer.Ordinal, "AsyncLocal", "CultureInfo", "Activity");

    private readonly Flagged flagged;
    private readonly WaitingExpression? waiting;
    private readonly SyntaxNode function;
    private readonly IMethodSymbol method;

    private MadeAsync(Flagged flagged, WaitingExpression? waiting, SyntaxNode function, IMethodSymbol method) =>
        (this.flagged, this.waiting, this.function, this.method) = (flagged, waiting, function, method);

    /// <summary>The fix; null where the function may not become async, or one of its callers cannot await it.</summary>
    public static async Task<WholeFix?> Offer(Flagged flagged, WaitingExpression waiting)
    {
        if (Awaiting.FunctionOf(waiting.Whole) is not { } function
            || Awaiting.IsAsync(waiting.Whole)
            || flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation) is not IMethodSymbol method)
            return null;

        var made = new MadeAsync(flagged, waiting, function, method);
        return made.IsFree() && made.MayBeAsync() && await made.Edits().ConfigureAwait(false) is { } edits
            ? new WholeFix($"Make '{method.Name}' async and update its callers", edits)
            : null;
    }

    /// <summary>An async function that returns nothing returns a task; null as above, and where it may never end: nobody could await it.</summary>
    public static async Task<WholeFix?> OfferTask(Flagged flagged, SyntaxNode function)
    {
        if (flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation) is not IMethodSymbol { IsAsync: true, ReturnsVoid: true } method
            || flagged.Model.GetOperation(function, flagged.Cancellation) is not { } body
            || flagged.MayGoOn(body))
            return null;

        var made = new MadeAsync(flagged, waiting: null, function, method);
        return made.IsFree() && await made.Edits().ConfigureAwait(false) is { } edits ? new WholeFix($"Return a task from '{method.Name}' and await it", edits) : null;
    }

    /// <summary>The declaration of an async method with a task in the place of nothing.</summary>
    public static MethodDeclarationSyntax Returning(Flagged flagged, MethodDeclarationSyntax current, MethodDeclarationSyntax method) =>
        current.WithReturnType(Awaiting.TypeOfTask(flagged, method.SpanStart, null).WithTriviaFrom(current.ReturnType));

    /// <summary>True where nothing but its callers asks the function to look as it does.</summary>
    private bool IsFree() => function switch
    {
        LocalFunctionStatementSyntax local => local.AttributeLists.Count == 0,
        MethodDeclarationSyntax { AttributeLists.Count: 0 } declared =>
            method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private or Accessibility.Internal, IsOverride: false, IsVirtual: false, IsAbstract: false }
            && method.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct
            && !declared.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !CalledByName.Contains(method.Name)
            && !method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name)).Any(),
        _ => false,
    };

    /// <summary>True where the function may await and may return a task; an instance method of a struct would write to a copy of it.</summary>
    private bool MayBeAsync() =>
        method is { ReturnsByRef: false, ReturnsByRefReadonly: false, IsVararg: false, ReturnType: { IsRefLikeType: false, TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer) } result }
        && !result.GetMembers("GetAwaiter").Any()
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType && parameter.GetAttributes().IsEmpty)
        && !function.ChildTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))
        && (method.IsStatic || method.MethodKind == MethodKind.LocalFunction || method.ContainingType.TypeKind != TypeKind.Struct)
        && !function.DescendantNodes().Any(node => node is YieldStatementSyntax && Awaiting.FunctionOf(node) == function || node is AssignmentExpressionSyntax assignment && SetsForCaller(assignment))
        && IsAwaitable(flagged, waiting!.Whole);

    private bool SetsForCaller(AssignmentExpressionSyntax assignment) =>
        flagged.Model.GetSymbolInfo(assignment.Left, flagged.Cancellation).Symbol is IPropertySymbol { ContainingType.Name: var home } && FlowsDown.Contains(home);

    private bool IsAwaitable(Flagged place, ExpressionSyntax expression) =>
        !(waiting is { ThrowsAggregate: true } && Awaiting.IsAggregateCaught(expression)) && Awaiting.IsPossible(place, expression);

    /// <summary>What is to be done in each document; null where a use of the function is anything but a call that may be awaited.</summary>
    private async Task<ImmutableDictionary<DocumentId, Action<SyntaxEditor>>?> Edits()
    {
        var calls = new List<(Document Document, InvocationExpressionSyntax Call)>();

        foreach (var found in await SymbolFinder.FindReferencesAsync(method, flagged.Document.Project.Solution, flagged.Cancellation).ConfigureAwait(false))
            foreach (var place in found.Locations)
            {
                if (await place.Document.GetSyntaxRootAsync(flagged.Cancellation).ConfigureAwait(false) is not { } root)
                    return null;
                var node = root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (node.IsPartOfStructuredTrivia())
                    continue; // A comment names it, and still may.
                if (place.IsImplicit || place.IsCandidateLocation || await Call(place.Document, root, node).ConfigureAwait(false) is not { } call)
                    return null;
                calls.Add((place.Document, call));
            }

        var edits = calls.GroupBy(call => call.Document.Id, call => call.Call).ToImmutableDictionary(group => group.Key, group => (Action<SyntaxEditor>)(editor => Await(editor, group)));
        if (edits.IsEmpty)
            return null; // Who calls it is not known.

        edits = edits.SetItem(flagged.Document.Id, edits.GetValueOrDefault(flagged.Document.Id, _ => { }) + Declare);
        foreach (var id in edits.Keys)
            if (!await MayEdit(flagged.Document.Project.Solution.GetDocument(id)).ConfigureAwait(false))
                return null;
        return edits;
    }

    /// <summary>The call that a name is part of, if it may become an await.</summary>
    private async Task<InvocationExpressionSyntax?> Call(Document document, SyntaxNode root, SyntaxNode name)
    {
        var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

        return called.Parent is InvocationExpressionSyntax call && call.Expression == called
            && !function.Contains(call)
            && Awaiting.IsAsync(call)
            && !Awaiting.IsBehindQuestionMark(call)
            && await Flagged.At(document, root, call, flagged.Diagnostic, flagged.Cancellation).ConfigureAwait(false) is { } place
            && IsAwaitable(place, call) ? call : null;
    }

    /// <summary>True for a document that stands for itself, and that names the function neither in a text nor in code that is not compiled now.</summary>
    private async Task<bool> MayEdit(Document? document) =>
        document is { Project.Language: LanguageNames.CSharp } and not SourceGeneratedDocument
        && document.GetLinkedDocumentIds().IsEmpty
        && await document.GetSyntaxRootAsync(flagged.Cancellation).ConfigureAwait(false) is { } root
        && !root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == method.Name)
        && !root.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains(method.Name));

    private static void Await(SyntaxEditor editor, IEnumerable<InvocationExpressionSyntax> calls)
    {
        foreach (var call in calls)
            editor.ReplaceNode(call, (current, _) => Awaiting.Instead((ExpressionSyntax)current, call, (ExpressionSyntax)current));
    }

    private void Declare(SyntaxEditor editor)
    {
        if (waiting is not null)
            Awaiting.Replace(editor, waiting.Whole, waiting.Task);
        editor.ReplaceNode(function, (current, _) => current switch
        {
            MethodDeclarationSyntax declared when Async(declared.Modifiers, declared.ReturnType) is var (modifiers, type) => declared.WithModifiers(modifiers).WithReturnType(type),
            LocalFunctionStatementSyntax local when Async(local.Modifiers, local.ReturnType) is var (modifiers, type) => local.WithModifiers(modifiers).WithReturnType(type),
            _ => current,
        });
    }

    /// <summary>The modifiers with async among them, and the task of what was returned; what stood before the type stands before both.</summary>
    private (SyntaxTokenList, TypeSyntax) Async(SyntaxTokenList modifiers, TypeSyntax type)
    {
        var result = Awaiting.TypeOfTask(flagged, function.SpanStart, method.ReturnsVoid ? null : type.WithoutTrivia());
        return method.IsAsync
            ? (modifiers, result.WithTriviaFrom(type))
            : (modifiers.Add(Token(type.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, TriviaList(Space))), result.WithTrailingTrivia(type.GetTrailingTrivia()));
    }
}
